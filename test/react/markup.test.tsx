import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { FeltEmbed } from '../../src/index.ts'
import { MarkupAlone } from '../bench/page/MarkupAlone.tsx'
import { createTestClient, fakeTimeAndChance, frames } from './support.tsx'

fakeTimeAndChance()

test("the first commit of a map's embed has the markup that the bench measures", () => {
  const initialToken = { token: 'secret', expiresIn: 900, expiresAt: Date.now() + 900_000 }
  const embed = render(
    <FeltEmbed mapId="map-1" initialToken={initialToken} queryClient={createTestClient()} tokenEndpoint="/tokens" />,
  )
  const [frame] = frames()
  // Not part of the markup, but set on the element right after.
  frame?.removeAttribute('inert')
  const alone = render(<MarkupAlone src={frame?.src ?? ''} onLoad={() => {}} />)
  expect(alone.container.innerHTML).toBe(embed.container.innerHTML)
})
