import { useLayoutEffect } from 'preact/hooks'
import { labelOf } from '../../form/Row.js'
import type { KindProps } from './Field.js'

/** A file: what asks for one has a file of its own, and comes once such a field stands in a form. */
export const Filed = (props: KindProps) => {
  const { filing, parts } = props
  useLayoutEffect(() => void (filing.isWanted.value = true), [])
  const lent = filing.lent.value
  if (lent) return <lent.Field {...props} />
  return (
    <parts.Row {...props}>
      <span class="lab">{labelOf(props)}</span>
    </parts.Row>
  )
}
