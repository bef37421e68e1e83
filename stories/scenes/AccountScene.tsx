import { ExploEmbed, FeltEmbed } from '../../src/index.ts'
import type { Accounts } from '../emulator/fetchAccounts.ts'
import { Card } from '../shell/Card.tsx'
import { Shell } from '../shell/Shell.tsx'
import './accountScene.css'

/** A map and a dashboard from the reader's accounts, or the variables that must be set for them. */
export function AccountScene({ mapId, embedId }: Accounts) {
  return (
    <Shell
      section="Reports"
      title="Your own account"
      lead={
        <>
          From Felt and Explo themselves. The API tokens stay in the process of <code>npm start</code>.
        </>
      }
    >
      <div className="accounts">
        <Card title="Your map" note="Felt" isFlush height={460}>
          {mapId ? (
            <FeltEmbed mapId={mapId} tokenEndpoint="/api/embed-token" />
          ) : (
            <Hint names={['FELT_API_TOKEN', 'FELT_MAP_ID', 'FELT_USER_EMAIL']} />
          )}
        </Card>
        <Card title="Your dashboard" note="Explo" isFlush height={460}>
          {embedId ? (
            <ExploEmbed embedId={embedId} tokenEndpoint="/api/embed-token" autoHeight={false} />
          ) : (
            <Hint names={['EXPLO_API_TOKEN', 'EXPLO_EMBED_ID', 'EXPLO_CUSTOMER_ID']} />
          )}
        </Card>
      </div>
    </Shell>
  )
}

function Hint({ names }: { names: readonly string[] }) {
  return (
    <div className="accounts-hint">
      <p>Set these environment variables, then restart the playground:</p>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}
