import { getActiveElement, isFocused } from './activeElement.ts'

/**
 * Elements whose viewer sees what happens when they lose the focus, or something within them does: a field is
 * validated, a menu closes, a modal dialog takes the focus back. An iframe may hold any of these: a payment field,
 * another embed. The roles are those with `box` (`combobox`, `listbox`), `menu` and `dialog` in them.
 */
const SENSITIVE_ELEMENTS =
  'input,textarea,select,iframe,dialog,[contenteditable],[popover],[aria-expanded=true],[role*=box],[role^=menu],[role$=dialog]'

/**
 * Whether the viewer would see another iframe take the focus: it is in this iframe, or in a field, menu or dialog of
 * the host page.
 */
export function isFocusInUse(iframe: Element): boolean {
  let element: Element | null | undefined = isFocused(iframe) ? iframe : getActiveElement(iframe.ownerDocument)
  while (element && !element.matches(SENSITIVE_ELEMENTS)) element = getParent(element)
  return Boolean(element)
}

/** As it is rendered: the shadow root that an element is slotted into may hold a dialog. */
function getParent(element: Element): Element | null | undefined {
  return element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host
}
