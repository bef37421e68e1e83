import { type EmbedError, type EmbedState, FeltEmbed, type InitialToken } from '../../src/index.ts'

/** Server data for the page. */
export interface PageData {
  origin: string
  initialToken: InitialToken
}

interface ShownProps {
  data: PageData
  onState?: (state: EmbedState) => void
  onError?: (error: EmbedError) => void
}

/** The page's one component, the same on the server and in the browser. */
export function Shown({ data, onState, onError }: ShownProps) {
  return (
    <FeltEmbed
      mapId="MapFromTheServer"
      style={{ height: 400 }}
      tokenEndpoint="/api/embed-token"
      {...data}
      onStateChange={onState}
      onError={onError}
    />
  )
}
