import { expect, test } from 'vitest'
import { origins } from './emulator.ts'
import { createStage, until } from './renderStage.tsx'
import { explo, felt } from './adaptersUnderTest.tsx'

// A policy cannot be taken back, so it is this file's page that has it: Felt may be framed, Explo was forgotten.
const policy = document.createElement('meta')
policy.httpEquiv = 'Content-Security-Policy'
policy.content = `frame-src ${origins.felt.origin}`
document.head.append(policy)

/** So long that a test that waits for it fails. */
const NEVER = 300_000

test("an iframe blocked by the host page's own policy is an immediate error that says what to allow", async () => {
  const stage = await createStage(explo, { readyTimeout: NEVER })
  await until(() => expect(stage.last()).toMatchObject({ status: 'error', error: { code: 'FRAME_BLOCKED' } }))
  const [error] = stage.errors
  expect(stage.errors).toHaveLength(1)
  expect(error).toMatchObject({ provider: 'explo', retryable: false })
  expect(error?.message).toContain('Content-Security-Policy')
  expect(error?.message).toContain(`frame-src ${origins.explo.origin}`)
  expect(stage.last()).toMatchObject({ willRetry: false })
  const token = stage.live().src.split('/')[4] ?? ''
  expect(token.length).toBeGreaterThan(20)
  expect(`${error?.message} ${error?.stack} ${JSON.stringify(error)}`).not.toContain(token)
})

test('a blocked iframe loads nothing and is not retried in a loop, and a permitted embed is not affected', async () => {
  const allowed = await createStage(felt)
  await allowed.untilReady()
  const forbidden = await createStage(explo, { readyTimeout: NEVER })
  await until(() => expect(forbidden.last()?.status).toBe('error'))
  // Another map goes through its load meanwhile.
  const other = await createStage(felt)
  await other.untilReady()
  expect(await forbidden.summary()).toMatchObject({ minted: 1, loads: 0 })
  expect(forbidden.frames()).toHaveLength(1)
  expect(allowed.last()?.status).toBe('ready')
  expect(allowed.errors).toEqual([])
})
