/** A prop's line in the table of a docs page, which reads no types: a call makes the components. */
function prop(type: string, description: string, control: object | false = false, more: object = {}) {
  return { description, control, table: { type: { summary: type } }, ...more }
}

/** The props that all embeds have. */
const sharedArgTypes = {
  tokenEndpoint: prop(
    'string',
    'A route of your back end that answers with a token. Or give `fetchToken`, never both.',
  ),
  fetchToken: prop('TokenFetcher', 'Called whenever a token is needed. May be written inline.'),
  viewer: prop('string', 'Whose token it is: an opaque id. Different viewers never share a token.'),
  title: prop('string', 'The accessible name of the frame.', { type: 'text' }),
  loading: prop("'eager' | 'lazy'", 'With `lazy` nothing is fetched until the embed nears the viewport.'),
  fallback: prop('ReactNode | (state) => ReactNode', 'Shown until the first frame is ready.'),
  renderError: prop('(props: ErrorProps) => ReactNode', 'Shown only when there is no frame worth showing.'),
  onReady: prop('(controller) => void | cleanup', 'The page on show takes commands.', false, { action: 'onReady' }),
  onStateChange: prop('(state: EmbedState) => void', 'Each change of what the embed is doing.'),
  onError: prop('(error: EmbedError) => void', 'Each error, once.'),
}

/** The props of a Felt map. */
export const feltArgTypes = {
  mapId: prop('string', 'The map. This playground makes up one for each story.'),
  uiControls: prop('FeltUiControls', 'What Felt draws on the map. A change is told to the map, never a reload.', {
    type: 'object',
  }),
  initialViewport: prop('FeltViewport', 'Where the map starts. This story begins anew when you change it.', {
    type: 'object',
  }),
  renewal: prop(
    "'handover' | 'none'",
    'What a renewed token does to a map on show: a second frame takes over unseen, or nothing.',
    { type: 'inline-radio' },
    { options: ['handover', 'none'] },
  ),
  ...sharedArgTypes,
}

/** The props of an Explo dashboard or report builder. */
export const exploArgTypes = {
  embedId: prop('string', 'The dashboard or report builder. This playground makes up one for each story.'),
  kind: prop("'dashboard' | 'report-builder'", 'Which of the two it is.'),
  environment: prop('string', 'Which version Explo shows. Default `production`.', { type: 'text' }),
  variables: prop('ExploVariables', 'They start in the URL; a change is a message, never a reload.', {
    type: 'object',
  }),
  localeCode: prop(
    'string',
    'How numbers and dates are written.',
    { type: 'select' },
    { options: ['en-us', 'fr-fr', 'de-de'] },
  ),
  refreshMinutes: prop('number', 'Minutes between automatic data refreshes.', { type: 'number', min: 0 }),
  tokenLifetime: prop('string | number', 'How long your tokens live, where your server does not say.'),
  autoHeight: prop('boolean', 'Whether the embed takes the height that the page asks for.', { type: 'boolean' }),
  onEvent: prop('(event: ExploEvent) => void', 'Every event of the page, typed.'),
  ...sharedArgTypes,
}
