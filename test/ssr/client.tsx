import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { type PageData, Shown } from './Shown.tsx'

declare global {
  interface Window {
    data: PageData
    /** The frames that the HTML held, before any of this ran. */
    framesOfHtml: Element[]
    /** The states that the embed told of. */
    statuses: string[]
    /** The codes of the errors that the embed reported. */
    codes: string[]
    /** Hydration differences found by React. */
    differences: string[]
  }
}

window.statuses = []
window.codes = []
window.differences = []
const root = document.querySelector('#root')
if (!root) throw new Error('the page has no root')
hydrateRoot(
  root,
  <StrictMode>
    <Shown
      data={window.data}
      onState={({ status }) => void window.statuses.push(status)}
      onError={({ code }) => void window.codes.push(code)}
    />
  </StrictMode>,
  { onRecoverableError: (error) => void window.differences.push(String(error)) },
)
