/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The numbering plan: what answers at a number, and how. */
#pragma once

#include <glib.h>

typedef enum
{
  EXCHANGE_ANSWER_PPP,
  EXCHANGE_ANSWER_LOGIN,
  EXCHANGE_ANSWER_SILENT,
  EXCHANGE_ANSWER_TEXT,
  EXCHANGE_ANSWER_HANGUP,
  EXCHANGE_ANSWER_REFUSE_LCP,
  EXCHANGE_ANSWER_BUSY,
  EXCHANGE_ANSWER_NO_ANSWER,
  EXCHANGE_ANSWER_NO_DIALTONE,
  EXCHANGE_ANSWER_VOICE,
  EXCHANGE_ANSWER_NO_CARRIER,
  EXCHANGE_ANSWER_DELAYED,
  EXCHANGE_ANSWER_BLACKLISTED,
  EXCHANGE_ANSWER_FCERROR,
  EXCHANGE_ANSWER_ERROR,
} ExchangeAnswer;

/**
 * ExchangeLineQuality:
 * @speed: bit/s, 0 for as fast as it goes
 * @latency_ms: one way
 * @jitter_ms: up to so much more
 * @bit_errors: how many of a million bits are turned
 */
typedef struct
{
  guint speed;
  guint latency_ms;
  guint jitter_ms;
  guint bit_errors;
} ExchangeLineQuality;

/**
 * ExchangeNumber:
 *
 * The keys of a section, as the README has them; times in milliseconds.
 */
typedef struct
{
  char *pattern;
  ExchangeAnswer answer;
  char *connect;
  guint delay_ms;
  guint carrier_lost_after_ms;
  guint stop_echo_after_ms;
  guint terminate_after_ms;
  guint banner_after_ms;
  guint garbage_before;
  guint garbage_after;
  ExchangeLineQuality quality;
  guint buffer;
  char *auth;
  char *accounts;
  char *server_name;
  char *local;
  char *remote;
  char *dns;
  char *options;
  char *banner;
  char *login_prompt;
  char *password_prompt;
  char *echo_password;
  char *ask_again;
  char *menu_prompt;
  char *handshake;
} ExchangeNumber;

typedef struct _ExchangePlan ExchangePlan;

/** exchange_plan_load: Returns: (nullable): the plan; %NULL with an error naming section, key and value */
ExchangePlan *exchange_plan_load (const char *file, GError **error);
ExchangePlan *exchange_plan_parse (const char *text, GError **error);
void exchange_plan_free (ExchangePlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExchangePlan, exchange_plan_free)

/** exchange_plan_find_number: Returns: (nullable): the longest pattern that fits, or the section [default] */
const ExchangeNumber *exchange_plan_find_number (ExchangePlan *self, const char *dialled);

/** exchange_plan_find_line: Returns: (nullable): the section [line NAME], for null-modem cables */
const ExchangeNumber *exchange_plan_find_line (ExchangePlan *self, const char *name);

/** exchange_plan_find_apn: Returns: (nullable): the section [apn NAME], for contexts of cellular modems */
const ExchangeNumber *exchange_plan_find_apn (ExchangePlan *self, const char *name);

/** exchange_plan_get_prefix: Returns: that of the smallest network that holds local and remote address */
guint exchange_plan_get_prefix (const ExchangeNumber *number);

/** exchange_plan_format_mask: Returns: (transfer full): the same as a mask, "255.255.255.252" */
char *exchange_plan_format_mask (const ExchangeNumber *number);

/**
 * exchange_plan_admits:
 * @user: (nullable): who it says it is
 * @password: (nullable): in clear
 *
 * Returns: whether @user may come in, or nobody is asked who he is
 */
gboolean exchange_plan_admits (const ExchangeNumber *number, const char *user, const char *password);
