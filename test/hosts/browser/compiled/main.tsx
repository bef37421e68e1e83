import { type ComponentProps, StrictMode, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import {
  type EmbedHandle,
  ExploEmbed,
  type FeltController,
  FeltEmbed,
  felt,
  useEmbedToken,
} from '../../../../src/index.ts'

const query = new URLSearchParams(location.search)
const [feltOrigin, exploOrigin] = ['felt', 'explo'].map((name) => query.get(name) ?? '')

const requestToken = (body: object) =>
  fetch('/api/embed-token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then((response) => response.json())

/** A wrapper that passes its props and the ref on. */
function CompanyMap(props: Omit<ComponentProps<typeof FeltEmbed>, 'origin'>) {
  return <FeltEmbed {...props} origin={feltOrigin} />
}

/** A wrapper that chooses the props. */
function CompanyDashboard({ region }: { region: string }) {
  return (
    <ExploEmbed
      origin={exploOrigin}
      embedId="sales"
      variables={{ region }}
      fetchToken={() => requestToken({ provider: 'explo', embedId: 'sales', kind: 'dashboard' })}
    />
  )
}

function App() {
  const [region, setRegion] = useState('EMEA')
  const [renders, setRenders] = useState(0)
  const map = useRef<EmbedHandle<FeltController>>(null)
  const { token } = useEmbedToken(felt, {
    mapId: 'headless',
    fetchToken: () => requestToken({ provider: 'felt', mapId: 'headless' }),
  })
  return (
    <>
      <button onClick={() => setRenders(renders + 1)}>Render</button>
      <button onClick={() => setRegion('APAC')}>Select APAC</button>
      <button onClick={() => void map.current?.refresh()}>Refresh</button>
      <p data-renders={renders} data-token={token} />
      <CompanyMap
        ref={map}
        mapId="map-1"
        // Each render passes new objects and functions.
        style={{ height: 300 + renders }}
        fetchToken={() => requestToken({ provider: 'felt', mapId: 'map-1', renders })}
        onReady={(controller) => void controller.getViewport()}
      />
      <CompanyDashboard region={region} />
    </>
  )
}

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
