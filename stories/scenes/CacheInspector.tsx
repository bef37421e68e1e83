import type { QueryClient } from '@tanstack/react-query'
import './cacheInspector.css'
import { useCache } from './useCache.ts'

/** The queries of an app's cache: key, status, and dehydrated content. */
export function CacheInspector({ client }: { client: QueryClient }) {
  return (
    <ul className="cache" aria-label="Queries">
      {useCache(client).map(({ key, status, dehydrated }) => (
        <li key={key}>
          <code>{key}</code>
          <dl>
            <dt>status</dt>
            <dd data-tone={status === 'success' ? 'good' : 'idle'}>{status}</dd>
            <dt>dehydrated</dt>
            <dd>{dehydrated ?? 'nothing'}</dd>
          </dl>
        </li>
      ))}
    </ul>
  )
}
