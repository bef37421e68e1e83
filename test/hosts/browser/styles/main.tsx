import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import styled from 'styled-components'
import { ExploEmbed, FeltEmbed } from '../../../../src/index.ts'
import './app.css'
import styles from './embed.module.css'

const query = new URLSearchParams(location.search)
const map = { mapId: 'map-1', tokenEndpoint: '/api/embed-token', origin: query.get('felt') ?? '' }
const dashboard = { embedId: 'sales', tokenEndpoint: '/api/embed-token', origin: query.get('explo') ?? '' }

const StyledMap = styled(FeltEmbed)`
  width: 50%;
  height: 260px;
`
const StyledBox = styled.div`
  height: 280px;
`

/** Each embed with the name by which the test finds it. */
const CASES: Record<string, ReactNode> = {
  'h-[600px] w-1/2': <FeltEmbed {...map} className="h-[600px] w-1/2" />,
  'hidden md:block h-64': <FeltEmbed {...map} className="hidden h-64 md:block" />,
  'size-80 of a dashboard': <ExploEmbed {...dashboard} className="size-80" />,
  'aspect-video w-96': <FeltEmbed {...map} className="aspect-video w-96" />,
  'h-full in h-[500px]': (
    <div className="h-[500px]">
      <FeltEmbed {...map} className="h-full" />
    </div>
  ),
  'flex-1 in a column of 400px': (
    <div className="flex h-[400px] flex-col">
      <p className="h-10">Parcels</p>
      <FeltEmbed {...map} className="flex-1" />
    </div>
  ),
  'rounded-lg border p-4': <FeltEmbed {...map} className="rounded-lg border p-4" />,
  'no class': <FeltEmbed {...map} />,
  'a CSS module': <FeltEmbed {...map} className={styles.map} />,
  'styled(FeltEmbed)': <StyledMap {...map} />,
  'no class in a styled.div': (
    <StyledBox>
      <FeltEmbed {...map} style={{ minHeight: 0 }} />
    </StyledBox>
  ),
}

/** The default UI. On a page of its own, as pictures of a page with many maps take seconds. */
const DEFAULT_UI: typeof CASES = {
  loading: <FeltEmbed {...map} mapId="slow" className="h-64" />,
  error: <FeltEmbed {...map} mapId="refused" className="h-64" />,
}

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      {Object.entries(query.has('default-ui') ? DEFAULT_UI : CASES).map(([name, embed]) => (
        <section key={name} data-case={name} className="w-[800px] max-w-full">
          {embed}
        </section>
      ))}
    </StrictMode>,
  )
}
