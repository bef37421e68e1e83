import { afterEach, expect, test } from 'vitest'
import { commands } from 'vitest/browser'
import { createStage, until } from './renderStage.tsx'
import { felt } from './adaptersUnderTest.tsx'

const elements: Element[] = []
afterEach(() => elements.splice(0).forEach((element) => element.remove()))

/** Shows elements of the host page, focuses the one with `data-focus`, and counts how often that loses the focus. */
function showInHost(html: string) {
  const container = document.body.insertBefore(document.createElement('div'), document.body.firstChild)
  elements.push(container)
  container.innerHTML = html
  container.querySelector('dialog')?.showModal()
  const focused = container.querySelector<HTMLElement>('[data-focus]')
  if (!focused) throw new Error('there is nothing to focus')
  focused.focus()
  const report = { focused, losses: 0 }
  focused.addEventListener('blur', () => (report.losses += 1))
  return report
}

const KEYS = 'abcdefghijklmnopqrst'

test.each([
  ['a field that validates when it loses the focus', '<input aria-label="host" data-focus>'],
  [
    'a menu that closes when it loses the focus',
    '<div role="menu"><button role="menuitem" data-focus>a</button></div>',
  ],
  ['a modal dialog', '<dialog><button data-focus>a</button></dialog>'],
  ['a list of a combobox', '<div role="combobox" tabindex="0" aria-expanded="true" data-focus>a</div>'],
])('%s keeps the focus through a refresh of a map that takes it, which is swapped afterwards', async (_, html) => {
  const stage = await createStage(felt, { options: { lifetime: 90_000 } })
  await stage.untilReady()
  // From the next page on: the first has taken it.
  await stage.setOptions({ stealsFocus: true })
  const host = showInHost(html)
  await stage.refresh()
  for (const key of KEYS) await commands.pressKey(key)
  expect(host.losses).toBe(0)
  expect(stage.frames()).toHaveLength(1)
  expect(document.activeElement).toBe(host.focused)
  host.focused.closest('dialog')?.close()
  host.focused.blur()
  await stage.untilRenewed(1)
  expect(stage.errors).toEqual([])
})

test('a field that keeps the focus for as long as a token is valid does not keep its map from being swapped in time', async () => {
  const stage = await createStage(felt, { options: { lifetime: 12_000 } })
  await stage.untilReady()
  showInHost('<input aria-label="host" data-focus>')
  await stage.untilRenewed(1)
  await until(() => expect(stage.last()).toMatchObject({ status: 'ready', refreshing: false }))
  expect(stage.states.map(({ status }) => status)).not.toContain('expired')
})
