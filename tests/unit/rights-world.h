/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who may do what, on a real bus: the service is ours, the authority asked is a stand-in. */
#pragma once

#include "polkit-stand-in.h"

#define OBJECT "/org/dialctl/Dialer1"
#define PROFILE "org.dialctl.Dialer1.Profile"
#define ALLOWED "org.dialctl.Test.Allowed"
#define REFUSED "org.dialctl.Dialer1.Error.NotAuthorized"
#define BUSY "org.dialctl.Dialer1.Error.Busy"
#define TOO_LONG "org.dialctl.Dialer1.Error.InvalidArgument"

typedef enum
{
  OWN,
  SHARED,
  ANOTHERS,
  N_RELATIONS,
} Relation;

typedef struct
{
  char *folder;
  GSubprocess *daemon;
  char *address;
  PolkitStandIn *polkit;
  GDBusConnection *service;
  GDBusConnection *user;
  GDBusConnection *other;
  GDBusConnection *root; /* NULL where the test is not */
  guint uid;             /* of user */
  Relation relation;     /* of the user to the object */
  GObject *target;
  GString *order;        /* user ids of those who were allowed something, each with a space */
} World;

extern World world;

void set_up_world (void);
void tear_down_world (void);

/** join_as: Returns: (transfer full): a connection of that user, which leave() closes */
GDBusConnection *join_as (uid_t uid);
void leave (GDBusConnection *connection);

/** get_interface: Returns: the one with that number; %NULL when there is none */
GDBusInterfaceInfo *get_interface (guint i);

/** offer: what is called there is put to the authority, and answered with ALLOWED if that allows it */
void offer (GDBusInterfaceInfo *interface);

/** get_method: Returns: that of Profile */
const GDBusMethodInfo *get_method (const char *name);

/** call: @result is set when there is an answer */
void call (GDBusConnection *caller, const char *interface, const GDBusMethodInfo *method, gboolean interactive,
           GAsyncResult **result);

/** finish: Returns: (transfer full): the name of the error; all ends with one */
char *finish (GDBusConnection *caller, GAsyncResult **result);

/** expect: calls, and compares the error */
void expect (GDBusConnection *caller, const char *interface, const GDBusMethodInfo *method, gboolean interactive,
             const char *expected);

/** wait_for_pending: until polkit leaves so many questions unanswered */
void wait_for_pending (guint n);
