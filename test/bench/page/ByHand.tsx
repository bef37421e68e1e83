import { useEffect, useState } from 'react'
import type { Provider } from './benchPage.ts'

/** Returns the request body for the token endpoint. */
const orderOf = (provider: Provider, resource: string) =>
  provider === 'felt' ? { provider: 'felt', mapId: resource } : { provider: 'explo', embedId: resource }

/** The page's address. */
export const srcOf = (provider: Provider, origin: string, resource: string, token: string): string =>
  provider === 'felt' ? `${origin}/embed/map/${resource}?token=${token}` : `${origin}/iframe/${token}/production`

/** Asks the host's own server for a token. */
export async function askForToken(provider: Provider, resource: string): Promise<string> {
  const response = await fetch('/api/embed-token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(orderOf(provider, resource)),
  })
  const { token } = await response.json()
  return token
}

interface ByHandProps {
  provider: Provider
  origin: string
  resource: string
  /** Another number asks for another token. */
  refreshes: number
  onLoad: () => void
}

/** A hand-written component without a library: fetch, state, iframe. */
export function ByHand({ provider, origin, resource, refreshes, onLoad }: ByHandProps) {
  const [token, setToken] = useState<string>()
  useEffect(() => {
    let isGone = false
    void askForToken(provider, resource).then((answer) => {
      if (!isGone) setToken(answer)
    })
    return () => {
      isGone = true
    }
  }, [provider, resource, refreshes])
  if (!token) return <p>Loading…</p>
  return <iframe key={token} title="By hand" src={srcOf(provider, origin, resource, token)} onLoad={onLoad} />
}
