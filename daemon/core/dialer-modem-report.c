/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From what each step found to one verdict. */
#include "dialer-modem-report.h"

const char *
dialer_modem_verdict_to_string (DialerModemVerdict verdict)
{
  static const char *const words[] = {
    [DIALER_MODEM_OK] = "ok",
    [DIALER_MODEM_WARNING] = "warning",
    [DIALER_MODEM_FAILED] = "failed",
    [DIALER_MODEM_SKIPPED] = "skipped",
  };

  return words[verdict];
}

static void
finding_free (gpointer data)
{
  DialerModemFinding *finding = data;

  g_free (finding->text);
  g_free (finding);
}

DialerModemReport *
dialer_modem_report_new (GStrv init)
{
  DialerModemReport *self = g_new0 (DialerModemReport, 1);

  self->findings = g_ptr_array_new_with_free_func (finding_free);
  self->init = init;
  return self;
}

void
dialer_modem_report_free (DialerModemReport *self)
{
  g_ptr_array_unref (self->findings);
  g_strfreev (self->init);
  g_free (self);
}

void
dialer_modem_report_add (DialerModemReport *self, const char *name, DialerModemVerdict verdict,
                         const char *text)
{
  DialerModemFinding *finding = g_new0 (DialerModemFinding, 1);

  finding->name = name;
  finding->verdict = verdict;
  finding->text = g_utf8_make_valid (text, -1); /* a modem's words may be in it */
  g_ptr_array_add (self->findings, finding);
}

/* Returns: (nullable): the texts of that verdict, joined. */
static char *
join (const DialerModemReport *self, DialerModemVerdict verdict)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < self->findings->len; i++)
    {
      const DialerModemFinding *finding = self->findings->pdata[i];

      if (finding->verdict == verdict)
        g_ptr_array_add (texts, finding->text);
    }
  if (texts->len == 0)
    return NULL;
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("; ", (GStrv) texts->pdata);
}

gboolean
dialer_modem_report_is_fit (const DialerModemReport *self)
{
  g_autofree char *failures = join (self, DIALER_MODEM_FAILED);

  return failures == NULL;
}

char *
dialer_modem_report_sum_up (const DialerModemReport *self)
{
  g_autofree char *failures = join (self, DIALER_MODEM_FAILED);
  g_autofree char *warnings = join (self, DIALER_MODEM_WARNING);

  if (failures)
    return g_strconcat ("not fit: ", failures, NULL);
  if (warnings)
    return g_strconcat ("fit, with: ", warnings, NULL);
  return g_strdup ("fit for calls");
}
