import type { CSSProperties } from 'react'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ExploEmbed, FeltEmbed } from '../../src/index.ts'
import { createResourceId, fetchRaw, origins } from './emulator.ts'
import { explo, felt } from './adaptersUnderTest.tsx'
import { createStage, renderEmbed, until } from './renderStage.tsx'

/** As Tailwind declares them, its reset included. */
const UTILITIES = `
  *, ::before, ::after { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid }
  button { font: inherit; color: inherit; background-color: transparent; border-radius: 0 }
  img, svg, video, canvas, audio, iframe, embed, object { display: block; vertical-align: middle }
  .h-600 { height: 600px } .h-full { height: 100% } .h-200 { height: 200px } .w-1\\/2 { width: 50% } .w-64 { width: 256px }
  .min-h-500 { min-height: 500px } .max-h-200 { max-height: 200px } .aspect-video { aspect-ratio: 16 / 9 }
  .flex-1 { flex: 1 1 0% } .rounded { border-radius: 8px } .p-4 { padding: 16px } .min-h-0 { min-height: 0 }
  .absolute { position: absolute } .inset-0 { inset: 0 } .col-span-2 { grid-column: span 2 } .border { border-width: 1px }
  .hidden { display: none } .inline-block { display: inline-block } .w-full { width: 100% } .flex { display: flex }
  @media (min-width: 1px) { .md\\:block { display: block } }
  @media (min-width: 9999px) { .huge\\:block { display: block } }
`

function addSheet(css: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets.push(sheet)
  onTestFinished(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((known) => known !== sheet)
  })
}

interface Look {
  className?: string
  style?: CSSProperties
}

/** Renders an embed in a parent, and measures it and its iframe. */
async function measure(parent: CSSProperties, look: Look) {
  const embed = <FeltEmbed mapId={createResourceId()} origin={origins.felt.origin} fetchToken={fetchRaw} {...look} />
  const { container } = renderEmbed(
    <div style={{ position: 'relative', width: 800, ...parent }}>
      {embed}
      <p />
    </div>,
  )
  const iframe = await until(() => {
    const found = container.querySelector('iframe')
    if (!found) throw new Error('there is no iframe yet')
    return found
  })
  const box = iframe.closest('[aria-busy]')
  if (!box) throw new Error('there is no container')
  const sizeOf = (element: Element) => {
    const { width, height } = element.getBoundingClientRect()
    return `${Math.round(width)}×${Math.round(height)}`
  }
  return { box: sizeOf(box), iframe: sizeOf(iframe), display: getComputedStyle(box).display }
}

describe('the size of an embed', () => {
  const sized = { height: 500 }
  const row: CSSProperties = { display: 'flex', height: 500 }
  const column: CSSProperties = { ...row, flexDirection: 'column' }
  const grid: CSSProperties = { display: 'grid', height: 500, gridTemplateColumns: '1fr 1fr 1fr 1fr' }

  test.each<[string, CSSProperties, Look, string, string?]>([
    // Without a class or height: as high as the parent, at least 320 px.
    ['in a parent without height', {}, {}, '800×320'],
    ['in a parent with a height', sized, {}, '800×500'],
    ['in a low parent', { height: 100 }, {}, '800×320'],
    ['in a column', column, {}, '800×500'],
    ['in a row', row, {}, '800×500'],
    ['in a grid', grid, {}, '200×500'],
    // A height in `style` is the height.
    ['with height: 300', {}, { style: { height: 300 } }, '800×300'],
    ['with height: 300 in a parent with a height', sized, { style: { height: 300 } }, '800×300'],
    ['with height: 50%', sized, { style: { height: '50%' } }, '800×250'],
    ['with blockSize: 200', sized, { style: { blockSize: 200 } }, '800×200'],
    ['with maxHeight: 200', sized, { style: { maxHeight: 200 } }, '800×200'],
    ['with maxHeight: 200 in a parent without height', {}, { style: { maxHeight: 200 } }, '800×200'],
    ['with minHeight: 400', {}, { style: { minHeight: 400 } }, '800×400'],
    ['with minHeight: 0 in a low parent', { height: 100 }, { style: { minHeight: 0 } }, '800×100'],
    ['with aspectRatio: 4', sized, { style: { aspectRatio: 4 } }, '800×200'],
    ['with width: 50%', {}, { style: { width: '50%' } }, '400×320'],
    // A class decides width, height and display.
    ['with h-600 w-1/2', {}, { className: 'h-600 w-1/2' }, '400×600'],
    ['with h-200', {}, { className: 'h-200' }, '800×200'],
    ['with h-full', sized, { className: 'h-full' }, '800×500'],
    ['with h-full in a parent without height', {}, { className: 'h-full' }, '800×320'],
    ['with min-h-500', {}, { className: 'min-h-500' }, '800×500'],
    ['with max-h-200', {}, { className: 'max-h-200' }, '800×200'],
    ['with h-full max-h-200', sized, { className: 'h-full max-h-200' }, '800×200'],
    ['with a class that decides no size', sized, { className: 'rounded' }, '800×320'],
    ['with a class and a height in style', {}, { className: 'w-1/2', style: { height: 240 } }, '400×240'],
    ['with p-4 border h-200', {}, { className: 'p-4 border h-200' }, '800×200', '766×166'],
    ['with absolute inset-0', sized, { className: 'absolute inset-0' }, '800×500'],
    ['with flex-1 in a column', column, { className: 'flex-1' }, '800×500'],
    ['with flex-1 in a row', row, { className: 'flex-1' }, '800×500'],
    ['with w-64 in a row', row, { className: 'w-64' }, '256×500'],
    ['with flex-1 in a row without height', { display: 'flex' }, { className: 'flex-1' }, '800×320'],
    ['with col-span-2 in a grid', grid, { className: 'col-span-2' }, '400×500'],
    ['with aspect-video', {}, { className: 'aspect-video' }, '800×450'],
    ['with aspect-video, narrow', { width: 320 }, { className: 'aspect-video' }, '320×180'],
    ['with aspect-video min-h-0, narrow', { width: 320 }, { className: 'aspect-video min-h-0' }, '320×180'],
    ['in a column that centers', { ...column, alignItems: 'center' }, {}, '800×500'],
    [
      'with h-200 w-full in a column that centers',
      { ...column, alignItems: 'center' },
      { className: 'h-200 w-full' },
      '800×200',
    ],
    ['with a class that makes it a flexbox', {}, { className: 'flex h-200' }, '800×200'],
  ])('%s', async (_, parent, look, box, iframe = box) => {
    addSheet(UTILITIES)
    expect(await measure(parent, look)).toMatchObject({ box, iframe })
  })

  test.each([
    ['hidden md:block', 'block'],
    ['hidden huge:block', 'none'],
    ['inline-block w-full', 'inline-block'],
  ])('the size of an embed and its display with the class %s', async (className, display) => {
    addSheet(UTILITIES)
    const { display: found } = await measure({}, { className })
    expect(found).toBe(display)
  })
})

describe('the height that a dashboard requests', () => {
  async function renderDashboard(look: Look) {
    const id = createResourceId()
    let isReady = false
    const { container } = renderEmbed(
      <div style={{ width: 800 }}>
        <ExploEmbed
          embedId={id}
          origin={origins.explo.origin}
          fetchToken={fetchRaw}
          onReady={() => void (isReady = true)}
          {...look}
        />
      </div>,
    )
    await until(() => expect(isReady).toBe(true))
    const box = container.querySelector('[aria-busy]')
    return () => box?.getBoundingClientRect().height
  }

  test('the height that a dashboard requests applies to an embed whose class sets none, and is overridden by a class that does', async () => {
    addSheet(UTILITIES)
    const free = await renderDashboard({})
    const rounded = await renderDashboard({ className: 'rounded' })
    const low = await renderDashboard({ className: 'h-200' })
    await until(() => expect(free()).toBeGreaterThan(330))
    await until(() => expect(rounded()).toBe(free()))
    expect(low()).toBe(200)
  })
})

describe('style sheets that select every element', () => {
  const SWEEPING = `
    * { transition: all 0.3s; animation: sweep 1s }
    @keyframes sweep { from { opacity: 0.3 } }
    [aria-hidden=true], [inert], [tabindex='-1'] { display: none; visibility: hidden }
    iframe { max-width: 50%; max-height: 100px; border: 5px solid; margin: 9px; visibility: hidden; opacity: 0.5; display: inline }
  `

  function lookOf(iframe: HTMLIFrameElement | undefined) {
    if (!iframe) throw new Error('there is no such iframe')
    const { display, visibility, opacity, transitionDuration, animationName, borderTopWidth } = getComputedStyle(iframe)
    const { width, height } = iframe.getBoundingClientRect()
    const isInstant = transitionDuration === '0s' && animationName === 'none'
    return { display, visibility, opacity, isInstant, borderTopWidth, width, height }
  }

  test('style sheets for every element neither prevent a pending iframe from rendering nor delay its swap', async () => {
    addSheet(SWEEPING)
    const full = {
      display: 'block',
      visibility: 'visible',
      isInstant: true,
      borderTopWidth: '0px',
      width: 600,
      height: 400,
    }
    const stage = await createStage(felt, { readyTimeout: 60_000 })
    await stage.untilReady()
    expect(lookOf(stage.frames()[0])).toEqual({ ...full, opacity: '1' })

    await stage.setOptions({ readyDelay: 1_000 })
    await stage.handle.current?.reload()
    await until(() => expect(stage.frames()).toHaveLength(2))
    const [active, pending] = stage.frames()
    expect(lookOf(active)).toEqual({ ...full, opacity: '1' })
    expect(lookOf(pending)).toEqual({ ...full, opacity: '0' })

    const atSwap = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect()
        resolve(lookOf(pending))
      })
      if (pending) observer.observe(pending, { attributeFilter: ['style'] })
    })
    expect(await atSwap).toEqual({ ...full, opacity: '1' })
    expect(stage.frames()).toEqual([pending])
  })

  test('style sheets for every element do not make an iframe visible in a hidden part of the page', async () => {
    const { container } = renderEmbed(
      <div style={{ visibility: 'hidden', pointerEvents: 'none' }}>
        <FeltEmbed mapId={createResourceId()} origin={origins.felt.origin} fetchToken={fetchRaw} />
      </div>,
    )
    await until(() => expect(container.querySelector('iframe')).not.toBeNull())
    const iframe = container.querySelector('iframe')
    expect(iframe && getComputedStyle(iframe)).toMatchObject({ visibility: 'hidden', pointerEvents: 'none' })
  })
})

describe('the default UI on a dark page without color-scheme', () => {
  /** As create-next-app writes it. */
  const DARK = 'body { color: #ededed; background: #0a0a0a }'

  test.each([
    ['light', '', 'rgb(0, 0, 0)'],
    ['dark', DARK, 'rgb(237, 237, 237)'],
  ])('the default error UI is transparent and has the text color of the page (%s)', async (_, sheet, color) => {
    addSheet(UTILITIES)
    addSheet(sheet)
    const stage = await createStage(felt, { options: { mintFault: 'refuse' } })
    await until(() => expect(stage.last()?.status).toBe('error'))
    const [alert, button] = [document.querySelector('[role=alert]'), document.querySelector('button')]
    if (!alert?.parentElement || !button) throw new Error('there is no error UI')
    const overlay = { backgroundColor: 'rgba(0, 0, 0, 0)', color }
    expect(getComputedStyle(alert.parentElement)).toMatchObject(overlay)
    expect(getComputedStyle(button)).toMatchObject({
      ...overlay,
      borderTopWidth: '1px',
      borderTopStyle: 'solid',
      borderTopColor: color,
      paddingLeft: '16px',
      cursor: 'pointer',
    })
    // An iframe that is not worth seeing is transparent, so the overlay needs no background above one.
    for (const iframe of stage.frames()) expect(getComputedStyle(iframe).opacity).toBe('0')
  })

  test('the default notice of an expired token has the text color of the page', async () => {
    addSheet(DARK)
    const stage = await createStage(explo, { options: { lifetime: 5_000 } })
    await stage.untilReady()
    await stage.setOptions({ mintFault: 'error' })
    const notice = await until(() => {
      const found = document.querySelector('[role=status]')
      if (!found?.textContent?.includes('out of date')) throw new Error('there is no notice yet')
      return found
    })
    expect(getComputedStyle(notice)).toMatchObject({
      backgroundColor: 'rgba(0, 0, 0, 0)',
      color: 'rgb(237, 237, 237)',
      borderTopColor: 'rgb(237, 237, 237)',
    })
  })
})
