/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Queueing disciplines, by libnl. */
#include "dialer-interface-queue.h"

#include <net/if.h>
#include <netlink/route/qdisc.h>
#include <netlink/route/qdisc/fq_codel.h>
#include <netlink/route/qdisc/tbf.h>
#include <netlink/route/tc.h>

#include "dialer-netlink.h"

/* Of the bucket, and of the one class that it has. */
#define BUCKET TC_HANDLE (1, 0)
#define BUCKET_CLASS TC_HANDLE (1, 1)

typedef struct rtnl_qdisc Discipline;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Discipline, rtnl_qdisc_put)

static Discipline *
make (int index, const char *kind, guint32 parent)
{
  Discipline *made = rtnl_qdisc_alloc ();

  rtnl_tc_set_ifindex (TC_CAST (made), index);
  rtnl_tc_set_parent (TC_CAST (made), parent);
  rtnl_tc_set_kind (TC_CAST (made), kind);
  return made;
}

static gboolean
add (DialerNetlink *kernel, Discipline *made, const char *name, GError **error)
{
  return dialer_netlink_check (rtnl_qdisc_add (kernel, made, NLM_F_CREATE | NLM_F_REPLACE), name,
                               rtnl_tc_get_kind (TC_CAST (made)), error);
}

static gboolean
add_bucket (DialerNetlink *kernel, int index, const char *name, const DialerQueue *queue, GError **error)
{
  g_autoptr (Discipline) bucket = make (index, "tbf", TC_H_ROOT);

  rtnl_tc_set_handle (TC_CAST (bucket), BUCKET);
  rtnl_qdisc_tbf_set_rate (bucket, (int) queue->rate, (int) queue->burst, 0);
  rtnl_qdisc_tbf_set_limit (bucket, (int) (queue->packets * queue->burst)); /* of the queue that is replaced below */
  return add (kernel, bucket, name, error);
}

static gboolean
add_flows (DialerNetlink *kernel, int index, const char *name, const DialerQueue *queue, GError **error)
{
  g_autoptr (Discipline) flows = make (index, "fq_codel", BUCKET_CLASS);

  rtnl_qdisc_fq_codel_set_limit (flows, (int) queue->packets);
  rtnl_qdisc_fq_codel_set_target (flows, queue->target_us);
  rtnl_qdisc_fq_codel_set_interval (flows, queue->interval_us);
  rtnl_qdisc_fq_codel_set_quantum (flows, queue->quantum);
  return add (kernel, flows, name, error);
}

gboolean
dialer_interface_set_queue (const char *name, const DialerQueue *queue, GError **error)
{
  g_autoptr (DialerNetlink) kernel = dialer_netlink_connect (error);
  int index = if_nametoindex (name);

  return kernel && add_bucket (kernel, index, name, queue, error) && add_flows (kernel, index, name, queue, error);
}
