/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One table says which column is which member of a record; reading and writing follow it. */
#include "dialer-ledger-columns.h"

typedef enum
{
  TEXT,   /* char * */
  LIST,   /* GStrv, in the row with blanks between */
  UINT,   /* guint */
  COUNT,  /* guint, 0 is NULL */
  STATUS, /* int, -1 is NULL */
  BYTES,  /* guint64 */
  MONEY,  /* gint64, -1 is NULL */
  TIME,   /* gint64 in seconds, 0 is NULL; in the row in microseconds */
  CAUSE,
  STATE,
  REASON,
} Kind;

static const struct
{
  const char *name;
  Kind kind;
  gsize offset;
} columns[] = {
#define COLUMN(member, kind) { #member, kind, G_STRUCT_OFFSET (DialerCallRecord, member) }
  COLUMN (id, TEXT),
  COLUMN (profile, TEXT),
  COLUMN (profile_id, TEXT),
  COLUMN (owner, UINT),
  COLUMN (user, UINT),
  COLUMN (user_name, TEXT),
  COLUMN (cause, CAUSE),
  COLUMN (why, TEXT),
  COLUMN (packet_protocol, TEXT),
  COLUMN (packet_destination, TEXT),
  COLUMN (packet_port, COUNT),
  COLUMN (packet_process, TEXT),
  COLUMN (modem, TEXT),
  COLUMN (number, TEXT),
  COLUMN (started, TIME),
  COLUMN (connected, TIME),
  COLUMN (online, TIME),
  COLUMN (ended, TIME),
  COLUMN (reached, STATE),
  COLUMN (reason, REASON),
  COLUMN (detail, TEXT),
  COLUMN (modem_reply, TEXT),
  COLUMN (auth_message, TEXT),
  COLUMN (peer_message, TEXT),
  COLUMN (pppd_status, STATUS),
  COLUMN (connect_speed, COUNT),
  COLUMN (interface, TEXT),
  COLUMN (ip4_address, TEXT),
  COLUMN (ip4_peer, TEXT),
  COLUMN (ip6_address, TEXT),
  COLUMN (dns, LIST),
  COLUMN (probe, TEXT),
  COLUMN (rx_bytes, BYTES),
  COLUMN (tx_bytes, BYTES),
  COLUMN (cost, MONEY),
  COLUMN (currency, TEXT),
#undef COLUMN
};

#define MEMBER(record, i, type) (*(type *) G_STRUCT_MEMBER_P (record, columns[i].offset))

static void
bind_list (sqlite3_stmt *statement, int place, GStrv list)
{
  g_autofree char *text = list ? g_strjoinv (" ", list) : NULL;

  sqlite3_bind_text (statement, place, text, -1, SQLITE_TRANSIENT);
}

/* What is "unknown" stays NULL, as which every parameter begins. */
static void
bind_number (sqlite3_stmt *statement, int place, gint64 number, gint64 unknown)
{
  if (number != unknown)
    sqlite3_bind_int64 (statement, place, number);
}

static void
bind_word (sqlite3_stmt *statement, int place, const char *word)
{
  sqlite3_bind_text (statement, place, word, -1, SQLITE_STATIC);
}

static void
bind_column (sqlite3_stmt *statement, guint i, const DialerCallRecord *record)
{
  int place = i + 1; /* parameters are numbered as they come first */

  switch (columns[i].kind)
    {
    case TEXT:
      sqlite3_bind_text (statement, place, MEMBER (record, i, char *), -1, SQLITE_TRANSIENT);
      break;
    case LIST:
      bind_list (statement, place, MEMBER (record, i, GStrv));
      break;
    case UINT:
      sqlite3_bind_int64 (statement, place, MEMBER (record, i, guint));
      break;
    case COUNT:
      bind_number (statement, place, MEMBER (record, i, guint), 0);
      break;
    case STATUS:
      bind_number (statement, place, MEMBER (record, i, int), -1);
      break;
    case BYTES:
      sqlite3_bind_int64 (statement, place, MEMBER (record, i, guint64));
      break;
    case MONEY:
      bind_number (statement, place, MEMBER (record, i, gint64), -1);
      break;
    case TIME:
      bind_number (statement, place, MEMBER (record, i, gint64) * G_USEC_PER_SEC, 0);
      break;
    case CAUSE:
      bind_word (statement, place, dialer_cause_to_string (MEMBER (record, i, DialerCause)));
      break;
    case STATE:
      bind_word (statement, place, dialer_state_to_string (MEMBER (record, i, DialerState)));
      break;
    case REASON:
      bind_word (statement, place, dialer_reason_to_string (MEMBER (record, i, DialerReason)));
      break;
    }
}

const char *
dialer_ledger_columns_get_write_sql (void)
{
  static char *sql;

  if (g_once_init_enter (&sql))
    {
      GString *names = g_string_new ("INSERT INTO calls (");
      g_autoptr (GString) values = g_string_new (NULL);
      g_autoptr (GString) changes = g_string_new (NULL);

      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        {
          g_string_append_printf (names, "%s, ", columns[i].name);
          g_string_append_printf (values, ":%s, ", columns[i].name);
          /* Who he was then stands. */
          if (!g_str_equal (columns[i].name, "user_name"))
            g_string_append_printf (changes, "%s = excluded.%s, ", columns[i].name, columns[i].name);
        }
      g_string_append_printf (names, "seconds, month, seen) VALUES (%s:seconds, :month, :seen) "
                              "ON CONFLICT (id) DO UPDATE SET %sseconds = excluded.seconds, seen = excluded.seen",
                              values->str, changes->str);
      g_once_init_leave (&sql, g_string_free (names, FALSE));
    }
  return sql;
}

void
dialer_ledger_columns_bind (sqlite3_stmt *statement, const DialerCallRecord *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    bind_column (statement, i, record);
}

static const char *
get_word (sqlite3_stmt *statement, int place)
{
  const char *word = (const char *) sqlite3_column_text (statement, place);

  return word ? word : "";
}

static gboolean
is_null (sqlite3_stmt *statement, int place)
{
  return sqlite3_column_type (statement, place) == SQLITE_NULL;
}

static void
read_column (sqlite3_stmt *statement, guint i, DialerCallRecord *record)
{
  int place = i + 1; /* behind the serial */
  gint64 number = sqlite3_column_int64 (statement, place);

  switch (columns[i].kind)
    {
    case TEXT:
      g_free (MEMBER (record, i, char *));
      MEMBER (record, i, char *) = g_strdup ((const char *) sqlite3_column_text (statement, place));
      break;
    case LIST:
      if (!is_null (statement, place))
        MEMBER (record, i, GStrv) = g_strsplit (get_word (statement, place), " ", -1);
      break;
    case UINT:
    case COUNT:
      MEMBER (record, i, guint) = number;
      break;
    case STATUS:
      MEMBER (record, i, int) = is_null (statement, place) ? -1 : (int) number;
      break;
    case BYTES:
      MEMBER (record, i, guint64) = number;
      break;
    case MONEY:
      MEMBER (record, i, gint64) = is_null (statement, place) ? -1 : number;
      break;
    case TIME:
      MEMBER (record, i, gint64) = number / G_USEC_PER_SEC;
      break;
    case CAUSE:
      MEMBER (record, i, DialerCause) = dialer_cause_from_string (get_word (statement, place));
      break;
    case STATE:
      MEMBER (record, i, DialerState) = dialer_state_from_string (get_word (statement, place));
      break;
    case REASON:
      MEMBER (record, i, DialerReason) = dialer_reason_from_string (get_word (statement, place));
      break;
    }
}

char *
dialer_ledger_columns_list (void)
{
  GString *names = g_string_new ("serial");

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_string_append_printf (names, ", %s", columns[i].name);
  return g_string_free (names, FALSE);
}

DialerCallRecord *
dialer_ledger_columns_read (sqlite3_stmt *statement)
{
  DialerCallRecord *record = dialer_call_record_new (NULL, 0);

  g_clear_pointer (&record->log, dialer_call_log_free);
  record->serial = sqlite3_column_int64 (statement, 0);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    read_column (statement, i, record);
  return record;
}
