import type { ComponentProps } from 'preact'

/** Every button of a panel: never a submit, never disabled, always a part that a page may style. */
export const Button = (props: ComponentProps<'button'>) => <button type="button" part="button" {...props} />
