import type { ComponentProps } from 'react'
import './button.css'

/** The product's button. `isPressed` makes it one of several of which one is on. */
export function Button({ isPressed, ...props }: ComponentProps<'button'> & { isPressed?: boolean }) {
  return <button type="button" className="button" aria-pressed={isPressed} {...props} />
}
