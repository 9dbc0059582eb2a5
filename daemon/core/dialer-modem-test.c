/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A test of a modem: a table of steps.  Each ends in report(), which adds its finding and begins the next,
 * or, when the port has gone or the test is given up, in fail().
 */
#include "dialer-modem-test.h"

#include "dialer-error.h"
#include "dialer-flow-control.h"
#include "dialer-hang-up.h"
#include "dialer-modem-init.h"

#define SYNC_TRIES 3
#define SYNC_MS 1000
#define ANSWER_MS 2000
#define DIAL_TONE_MS 15000 /* S6, or the modem's own patience; both are below that */
#define DTR_OFF_MS 500     /* as when hanging up */
#define DTR_ON_MS 200      /* some begin anew as by ATZ */

typedef struct
{
  DialerModem *modem;
  DialerInhibitor *inhibitor;
  DialerSettings *settings;
  char *device;
  gboolean off_hook;
  gboolean taken; /* the port is ours, not ModemManager's */

  DialerSerialPort *port;
  DialerChat *chat;
  gulong line_id;
  gboolean echoed;  /* since these were cleared */
  gboolean numeric;

  guint step;
  guint attempt; /* within a step that has several ways */
  /* The step's, when it has sent something, or asked whether the modem listens. */
  void (*take_reply) (GTask *task, const DialerChatReply *reply);
  void (*take_answer) (GTask *task, gboolean answered);
  gboolean silent;
  DialerModemReport *report;
  gboolean listening;      /* so the modem may be off-hook */
  DialerModemVerdict tone; /* what is to be said when the line is down again */
  char *tone_text;
  GError *failure;         /* or what the test ends with then */
} Test;

typedef struct
{
  const char *name;
  void (*begin) (GTask *task);
} Step;

static void begin_step (GTask *task);

static void
test_free (gpointer data)
{
  Test *test = data;

  g_clear_object (&test->chat);
  g_clear_object (&test->port);
  g_clear_pointer (&test->report, dialer_modem_report_free);
  dialer_settings_unref (test->settings);
  g_object_unref (test->inhibitor);
  g_object_unref (test->modem);
  g_free (test->device);
  g_free (test->tone_text);
  g_clear_error (&test->failure);
  g_free (test);
}

/* ---- the end ---- */

static void
give_back (Test *test)
{
  if (test->chat)
    g_clear_signal_handler (&test->line_id, test->chat);
  if (test->port)
    dialer_serial_port_close (test->port);
  if (test->taken)
    dialer_inhibitor_give_back (test->inhibitor, test->device);
  dialer_modem_release (test->modem);
}

static void
fail (GTask *task, GError *error)
{
  give_back (g_task_get_task_data (task));
  g_task_return_error (task, error);
}

static void
finish (GTask *task)
{
  Test *test = g_task_get_task_data (task);

  give_back (test);
  g_task_return_pointer (task, g_steal_pointer (&test->report), (GDestroyNotify) dialer_modem_report_free);
}

static const Step steps[];

static void
report (GTask *task, DialerModemVerdict verdict, const char *text)
{
  Test *test = g_task_get_task_data (task);

  dialer_modem_report_add (test->report, steps[test->step].name, verdict, text);
  test->step++;
  test->attempt = 0;
  begin_step (task);
}

static void
on_hung_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  gboolean proven = dialer_hang_up_finish (result);

  test->listening = FALSE;
  if (test->failure && !proven)
    g_warning ("%s does not hang up after its test was given up: switch it off",
               dialer_modem_get_id (test->modem));
  if (test->failure)
    fail (task, g_steal_pointer (&test->failure));
  else if (!proven)
    report (task, DIALER_MODEM_FAILED, "it does not hang up again: switch it off");
  else
    report (task, test->tone, test->tone_text);
}

static void
hang_up (GTask *task)
{
  Test *test = g_task_get_task_data (task);

  dialer_hang_up_async (test->port, test->chat, DIALER_HANG_UP_DIALED, on_hung_up, g_object_ref (task));
}

/* Returns: whether the port has gone or the client has, and the test ends with @error (transfer full). */
static gboolean
fail_if_over (GTask *task, GError *error)
{
  Test *test = g_task_get_task_data (task);

  if (error == NULL || (dialer_serial_port_is_usable (test->port)
                        && !g_cancellable_is_cancelled (g_task_get_cancellable (task))))
    {
      g_clear_error (&error);
      return FALSE;
    }
  test->failure = test->listening ? error : NULL;
  if (test->listening)
    hang_up (task);
  else
    fail (task, error);
  return TRUE;
}

static void
on_reply (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DialerChatReply) reply = dialer_chat_send_finish (DIALER_CHAT (source), result, &error);

  if (fail_if_over (task, error))
    return;
  test->attempt++;
  test->take_reply (task, reply);
}

/* @take: gets the reply, or %NULL when the modem is silent */
static void
send (GTask *task, const char *command, guint timeout_ms,
      void (*take) (GTask *task, const DialerChatReply *reply))
{
  Test *test = g_task_get_task_data (task);

  test->take_reply = take;
  dialer_chat_send_async (test->chat, command, timeout_ms, g_task_get_cancellable (task), on_reply,
                          g_object_ref (task));
}

static void
on_synchronized (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean answered = dialer_chat_synchronize_finish (DIALER_CHAT (source), result, &error);

  if (!fail_if_over (task, error))
    test->take_answer (task, answered);
}

static void
synchronize (GTask *task, void (*take) (GTask *task, gboolean answered))
{
  Test *test = g_task_get_task_data (task);

  test->take_answer = take;
  dialer_chat_synchronize_async (test->chat, SYNC_TRIES, SYNC_MS, g_task_get_cancellable (task),
                                 on_synchronized, g_object_ref (task));
}

/* ---- identity ---- */

static void
on_line (DialerChat *chat, gboolean sent, const char *text, gpointer user_data)
{
  Test *test = user_data;

  if (sent)
    return;
  test->numeric |= g_str_equal (text, "0");
  test->echoed |= g_ascii_strncasecmp (text, "AT", 2) == 0;
}

static gboolean
lacks_clear_to_send (Test *test)
{
  gboolean on = FALSE;

  return g_str_equal (dialer_settings_get (test->settings, "line.flow-control"), "rts-cts")
         && dialer_serial_port_get_clear_to_send (test->port, &on) && !on;
}

static void
report_silence (GTask *task)
{
  Test *test = g_task_get_task_data (task);

  test->silent = TRUE;
  if (dialer_modem_get_kind (test->modem) == DIALER_MODEM_DIRECT)
    report (task, DIALER_MODEM_SKIPPED, "a direct line, and no modem answers on it");
  else if (lacks_clear_to_send (test))
    report (task, DIALER_MODEM_FAILED,
            "it does not answer, and CTS is off: see whether it is on, and its cable has all wires");
  else
    report (task, DIALER_MODEM_FAILED, "it does not answer: see whether it is on, and line.speed");
}

static void
report_identity (GTask *task, const DialerIdentity *identity)
{
  Test *test = g_task_get_task_data (task);
  g_autofree char *name = g_strjoin (" ", identity->manufacturer, identity->model, identity->revision, NULL);

  g_strstrip (name);
  if (dialer_modem_get_kind (test->modem) == DIALER_MODEM_DIRECT)
    report (task, DIALER_MODEM_WARNING,
            "a modem answers on what was added as kind=direct: add it as kind=voice");
  else
    report (task, DIALER_MODEM_OK, *name ? name : "it answers, but does not say who it is");
}

static void
on_identified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  Test *test = g_task_get_task_data (task);
  DialerIdentity *identity = dialer_identity_ask_finish (result, &error);

  if (identity)
    {
      dialer_modem_set_identity (test->modem, identity);
      report_identity (task, identity);
    }
  else if (!fail_if_over (task, error))
    {
      dialer_modem_set_silent (test->modem);
      report_silence (task);
    }
}

static void
ask_identity (GTask *task)
{
  Test *test = g_task_get_task_data (task);

  dialer_identity_ask_async (test->chat, g_task_get_cancellable (task), on_identified, g_object_ref (task));
}

/* ---- echo and result codes ---- */

static void
report_form (GTask *task, gboolean answered)
{
  Test *test = g_task_get_task_data (task);
  g_autofree char *text = g_strdup_printf ("%s, %s result codes", test->echoed ? "echo" : "no echo",
                                           test->numeric ? "numeric" : "verbose");

  if (answered)
    report (task, DIALER_MODEM_OK, text);
  else
    report (task, DIALER_MODEM_FAILED, "it is silent after its initialisation");
}

static void
on_initialised (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *message = NULL;

  if (dialer_modem_init_finish (result, &error))
    {
      test->echoed = test->numeric = FALSE;
      synchronize (task, report_form);
      return;
    }
  message = g_strdup (error->message);
  if (!fail_if_over (task, error))
    report (task, DIALER_MODEM_FAILED, message);
}

/* As a call does: what counts is what comes of the initialisation. */
static void
initialise (GTask *task)
{
  Test *test = g_task_get_task_data (task);

  dialer_modem_init_async (test->chat, test->settings, g_task_get_cancellable (task), on_initialised,
                           g_object_ref (task));
}

/* ---- flow control ---- */

/* Not AT&K?, which the usual modem takes for &K0 and an error. */
static const char *const flow_control_questions[] = { "AT+IFC?", "AT&V", "ATI4" };

/* @found: (nullable): what the modem says */
static void
report_flow_control (GTask *task, const char *found)
{
  Test *test = g_task_get_task_data (task);
  const char *wanted = dialer_settings_get (test->settings, "line.flow-control");
  gboolean on = FALSE;
  gboolean has_cts = dialer_serial_port_get_clear_to_send (test->port, &on);
  const char *cts = !has_cts ? "this line has no CTS" : on ? "CTS is on" : "CTS is off";
  g_autofree char *text = NULL;

  if (found && !g_str_equal (found, wanted))
    text = g_strdup_printf ("the modem's flow control is %s, line.flow-control is %s: change one of them "
                            "(the modem by dial.init)", found, wanted);
  else if (lacks_clear_to_send (test))
    text = g_strdup ("CTS is off with line.flow-control=rts-cts: see whether the cable has all wires");
  if (text)
    {
      report (task, DIALER_MODEM_WARNING, text);
      return;
    }
  text = g_strdup_printf ("%s; %s%s", wanted, cts, found ? "" : "; the modem does not tell its own");
  report (task, found || has_cts ? DIALER_MODEM_OK : DIALER_MODEM_SKIPPED, text);
}

static void ask_flow_control (GTask *task);

static void
take_flow_control (GTask *task, const DialerChatReply *reply)
{
  Test *test = g_task_get_task_data (task);
  const char *found = reply ? dialer_flow_control_parse (reply->text) : NULL;

  if (found == NULL && test->attempt < G_N_ELEMENTS (flow_control_questions))
    ask_flow_control (task);
  else
    report_flow_control (task, found);
}

static void
ask_flow_control (GTask *task)
{
  Test *test = g_task_get_task_data (task);

  send (task, flow_control_questions[test->attempt], ANSWER_MS, take_flow_control);
}

/* ---- control signals ---- */

static void
look_at_carrier (GTask *task)
{
  Test *test = g_task_get_task_data (task);
  DialerCarrier carrier = dialer_serial_port_get_carrier (test->port);

  if (!dialer_settings_get_boolean (test->settings, "line.carrier-detect"))
    report (task, DIALER_MODEM_SKIPPED, "DCD is not looked at, as line.carrier-detect=no says");
  else if (carrier == DIALER_CARRIER_UNKNOWN)
    report (task, DIALER_MODEM_SKIPPED, "unknown: this line has no DCD");
  else if (carrier == DIALER_CARRIER_ON)
    report (task, DIALER_MODEM_WARNING, "DCD is on without a call: set line.carrier-detect=no");
  else
    report (task, DIALER_MODEM_OK, "DCD is off without a call");
}

static void
report_dtr (GTask *task, gboolean answered)
{
  Test *test = g_task_get_task_data (task);

  test->silent = !answered;
  if (answered)
    report (task, DIALER_MODEM_OK, "it answers after DTR was off");
  else
    report (task, DIALER_MODEM_FAILED, "it does not answer any more after DTR was off");
}

static gboolean
on_settled (gpointer user_data)
{
  synchronize (user_data, report_dtr);
  return G_SOURCE_REMOVE;
}

static gboolean
on_dtr_was_off (gpointer user_data)
{
  GTask *task = user_data;
  Test *test = g_task_get_task_data (task);

  dialer_serial_port_set_dtr (test->port, TRUE);
  g_timeout_add_full (G_PRIORITY_DEFAULT, DTR_ON_MS, on_settled, g_object_ref (task), g_object_unref);
  return G_SOURCE_REMOVE;
}

static void
pulse_dtr (GTask *task)
{
  Test *test = g_task_get_task_data (task);

  if (dialer_serial_port_set_dtr (test->port, FALSE))
    g_timeout_add_full (G_PRIORITY_DEFAULT, DTR_OFF_MS, on_dtr_was_off, g_object_ref (task), g_object_unref);
  else
    report (task, DIALER_MODEM_SKIPPED, "unknown: this line has no DTR");
}

/* ---- dial tone ---- */

/* The semicolon keeps the modem in command state, off-hook; not all know W (wait for a tone: V.250 6.3.1). */
static const char *const listen_commands[] = { "ATX4DTW;", "ATX4DT;" };

static void
report_on_hook (GTask *task, DialerModemVerdict verdict, const char *text)
{
  Test *test = g_task_get_task_data (task);

  test->tone = verdict;
  test->tone_text = g_strdup (text);
  hang_up (task);
}

static void
judge_dial_tone (GTask *task, const DialerChatReply *reply)
{
  g_autofree char *text = NULL;

  if (reply && reply->result == DIALER_AT_OK)
    report_on_hook (task, DIALER_MODEM_OK, "there is a dial tone, and it hangs up");
  else if (reply && reply->result == DIALER_AT_NO_DIALTONE)
    report_on_hook (task, DIALER_MODEM_FAILED,
                    "there is no dial tone: see the telephone cable; "
                    "behind a switchboard set dial.wait-dialtone=no in the profile");
  else
    {
      text = reply ? g_strdup_printf ("it answers %s when it should listen for a dial tone", reply->final)
                   : g_strdup ("it says nothing when it should listen for a dial tone");
      report_on_hook (task, DIALER_MODEM_WARNING, text);
    }
}

static void listen_for_dial_tone (GTask *task);

static void
take_dial_tone (GTask *task, const DialerChatReply *reply)
{
  Test *test = g_task_get_task_data (task);

  if (reply && reply->result == DIALER_AT_ERROR && test->attempt < G_N_ELEMENTS (listen_commands))
    listen_for_dial_tone (task);
  else
    judge_dial_tone (task, reply);
}

static void
listen_for_dial_tone (GTask *task)
{
  Test *test = g_task_get_task_data (task);

  test->listening = test->off_hook;
  if (test->off_hook)
    send (task, listen_commands[test->attempt], DIAL_TONE_MS, take_dial_tone);
  else
    report (task, DIALER_MODEM_SKIPPED, "not asked for: it takes the modem off-hook");
}

/* ---- the way through ---- */

static const Step steps[] = {
  { "identity", ask_identity },   { "replies", initialise }, { "flow-control", ask_flow_control },
  { "carrier", look_at_carrier }, { "dtr", pulse_dtr },      { "dial-tone", listen_for_dial_tone },
};

static void
begin_step (GTask *task)
{
  Test *test = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the test was given up"));
  else if (test->step == G_N_ELEMENTS (steps))
    finish (task);
  else if (test->silent)
    report (task, DIALER_MODEM_SKIPPED, "it does not answer");
  else
    steps[test->step].begin (task);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;

  test->port = dialer_serial_port_open_finish (result, &error);
  if (test->port == NULL)
    {
      fail (task, error);
      return;
    }
  test->chat = dialer_chat_new (test->port);
  test->line_id = g_signal_connect (test->chat, "line", G_CALLBACK (on_line), test);
  test->report = dialer_modem_report_new (dialer_modem_init_list (test->settings));
  begin_step (task);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;

  test->taken = dialer_inhibitor_take_finish (test->inhibitor, result, &error);
  if (test->taken)
    dialer_serial_port_open_async (test->device, test->settings, NULL, on_opened, g_steal_pointer (&task));
  else
    fail (task, error);
}

void
dialer_modem_test_async (DialerModem *modem, DialerInhibitor *inhibitor, gboolean off_hook,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (modem, cancellable, callback, user_data);
  Test *test;

  if (!dialer_modem_reserve (modem))
    {
      g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_BUSY, "%s is in use",
                               dialer_modem_get_id (modem));
      return;
    }
  test = g_new0 (Test, 1);
  test->modem = g_object_ref (modem);
  test->inhibitor = g_object_ref (inhibitor);
  test->settings = dialer_settings_ref (dialer_modem_get_settings (modem));
  test->device = g_strdup (dialer_modem_get_device (modem));
  test->off_hook = off_hook;
  g_task_set_task_data (task, test, test_free);
  dialer_inhibitor_take_async (inhibitor, test->device, cancellable, on_taken, g_steal_pointer (&task));
}

DialerModemReport *
dialer_modem_test_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
