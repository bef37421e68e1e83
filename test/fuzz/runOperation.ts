import { act } from './fakeFrames.ts'
import { EMBED, embedHandle, isMounted, OBSERVERS } from './host.tsx'
import { MINUTE } from '../core/support.ts'
import type { Operation } from './operations.ts'
import { dispatch } from './page.ts'
import type { Stage } from './stage.tsx'
import { awake, most, setClock, sleep } from './virtualTime.ts'
import { disturb } from './scenario.ts'

/** Time for the watchdog to detect that time has passed, ms. */
const WATCHDOG = 15_100

/** Lets one thing happen to a world. */
export async function runOperation(stage: Stage, operation: Operation): Promise<void> {
  const { scenario, views, clock, shown } = stage
  switch (operation.do) {
    case 'pass':
      // An hour of tokens that live for a second says no more than a minute, and takes long.
      return stage.pass(Math.min(operation.ms, MINUTE + 20 * scenario.settings.lifetime))
    case 'sleep':
      sleep(operation.ms, scenario.settings.isMonotonicAwake)
      scenario.wakesUntil = awake() + WATCHDOG
      disturb(scenario)
      return operation.wakes ? dispatch(scenario, 'focus') : undefined
    case 'set the clock':
      // A clock set back between two readings hides a sleep between the same two, so it is read before and after.
      if (operation.by < 0) clock.read()
      else scenario.wakesUntil = awake() + WATCHDOG
      setClock(operation.by)
      if (operation.by < 0) clock.read()
      return disturb(scenario)
    case 'event':
      return dispatch(scenario, operation.type)
    case 'back end':
      scenario.backend = operation
      scenario.changes += 1
      return
    case 'mount':
      if (isMounted(shown, EMBED) !== isMounted(operation, EMBED)) shown.embed += 1
      if (OBSERVERS.some((id) => isMounted(operation, id) && !isMounted(shown, id))) scenario.mountedAt = most()
      shown.observers = operation.observers
      return stage.render()
    case 'remount':
      scenario.mountedAt = most()
      shown.instance += 1
      shown.embed += 1
      for (const id of OBSERVERS) views.leave(id)
      return stage.render()
    case 'view':
      if (operation.place === shown.place && operation.viewer === shown.viewer) return
      views.rouse()
      scenario.mountedAt = most()
      Object.assign(shown, { place: operation.place, viewer: operation.viewer, embed: shown.embed + 1 })
      return stage.render()
    case 'refresh':
      return refresh(stage)
    case 'reload':
      return reload(stage)
    case 'sign out':
      stage.signOut()
      views.silence(OBSERVERS.filter((id) => isMounted(shown, id)))
      return disturb(scenario)
    case 'host':
      callHost(stage, operation.call)
      return disturb(scenario)
    case 'page':
      scenario.page = operation.behavior
      if (operation.behavior === 'answers') return
      scenario.hadBadPage = true
      scenario.demands.forced += 2
      return
    case 'page acts':
      scenario.hadBadPage ||= operation.act === 'reloads'
      scenario.demands.requested += 1
      return act(operation.act)
    case 'look at the clock':
      return clock.read()
  }
}

/** Each component with the hook asks; those that a sign-out silenced are left alone. */
function refresh({ scenario, views, shown }: Stage): void {
  if (OBSERVERS.some((id) => views.isSilent(id))) return
  if (!isMounted(shown, 0) && !isMounted(shown, 1)) return
  for (const { refresh } of views.results()) {
    scenario.demands.requested += 1
    refresh().catch(() => {})
  }
}

function reload({ scenario, views }: Stage): void {
  if (!embedHandle.current || OBSERVERS.some((id) => views.isSilent(id))) return
  // A new frame although the token may be the same.
  scenario.hadBadPage = true
  scenario.demands.forced += 1
  embedHandle.current.reload().catch(() => {})
}

function callHost({ client }: Stage, call: string): void {
  if (call === 'invalidate') void client.invalidateQueries()
  if (call === 'reset') void client.resetQueries()
  if (call === 'cancel') void client.cancelQueries()
  if (call === 'remove') client.removeQueries()
  if (call === 'clear') client.clear()
}
