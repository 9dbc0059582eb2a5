/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a modem says itself, in the manner of its settings and of its quirks. */
#pragma once

#include "exchange-at.h"
#include "exchange-quirk.h"
#include "exchange-wire.h"

typedef struct _ExchangeMouth ExchangeMouth;

/**
 * exchange_mouth_new:
 * @at: the modem's settings, which outlive the mouth
 * @said: takes the bytes on their way to the computer
 */
ExchangeMouth *exchange_mouth_new (const ExchangeAt *at, ExchangeDelivered said, gpointer owner);
void exchange_mouth_free (ExchangeMouth *self);

/** exchange_mouth_set_quirks: from now on; what was not yet said is lost */
void exchange_mouth_set_quirks (ExchangeMouth *self, ExchangeQuirks quirks);

/** exchange_mouth_echo: a byte that the computer has sent */
void exchange_mouth_echo (ExchangeMouth *self, char byte);

/** exchange_mouth_tell: information text */
void exchange_mouth_tell (ExchangeMouth *self, const char *text);

/** exchange_mouth_tell_result: @connect: the text of CONNECT */
void exchange_mouth_tell_result (ExchangeMouth *self, ExchangeResult result, const char *connect);

/** exchange_mouth_rattle: @amount bytes of noise */
void exchange_mouth_rattle (ExchangeMouth *self, guint amount);
