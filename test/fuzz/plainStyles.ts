/**
 * Styles of elements, as plain objects: jsdom parses each value, which takes a sixth of a run, and no invariant is about
 * how anything looks.
 */
class PlainStyle {
  [property: string]: unknown
  setProperty(name: string, value: string): void {
    this[name] = value
  }
}

const styles = new WeakMap<Element, PlainStyle>()

Object.defineProperty(HTMLElement.prototype, 'style', {
  get(this: Element) {
    const style = styles.get(this) ?? new PlainStyle()
    styles.set(this, style)
    return style
  },
})
