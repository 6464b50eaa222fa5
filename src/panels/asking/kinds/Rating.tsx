import type { RatingScale } from '../../../protocol/form.js'
import { helpOf, idOf } from '../../form/field.js'
import { labelOf } from '../../form/Row.js'
import type { KindProps } from './Field.js'
import { hold } from './hold.js'
import { radioOf } from './radio.js'

const STAR = 'M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8L12 16.9l-5.2 2.7 1-5.8-4.2-4.1 5.8-.8z'
const THUMB =
  'M8 20V10.5l3.6-6.9c1.3.6 2 1.7 1.7 3L12.7 9.8h5.5a1.8 1.8 0 0 1 1.8 2.2l-1.5 6.5A2 2 0 0 1 16.6 20zM8 10.5H4.5V20H8'
const face = (mouth: string) => `M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9 9.5v.1M15 9.5v.1${mouth}`
const FACES = [
  'M8.5 16.5a4 4 0 0 1 7 0',
  'M9 16.2a4.5 4.5 0 0 1 6 0',
  'M9 15.5h6',
  'M9 15a4.5 4.5 0 0 0 6 0',
  'M8.5 14.5a4 4 0 0 0 7 0',
]

interface Step {
  value: string
  name: string
  path: string
  turned: boolean
}

/** Radios drawn as a scale; their names are what a person would say. */
export const Rating = (props: KindProps) => {
  const { model, field, say, parts } = props
  const { scale = 'stars' } = field
  const chosen = model.values.value[field.name]
  return (
    <parts.Row {...props}>
      <span class="lab" id={idOf(field, 'label')}>
        {labelOf(props)}
      </span>
      <div class={`rate ${scale}`} role="group" aria-labelledby={idOf(field, 'label')} aria-describedby={helpOf(props)}>
        {steps(scale, say).map(({ value, name, path, turned }, at) => (
          <label key={value} class={isOn(scale, value, chosen) ? 'on' : ''} onMouseDown={hold}>
            <input {...radioOf(props, value, at)} aria-label={name} />
            {path ? (
              <svg class={turned ? 'i turned' : 'i'} viewBox="0 0 24 24" aria-hidden="true">
                <path d={path} />
              </svg>
            ) : (
              <span aria-hidden="true">{name}</span>
            )}
          </label>
        ))}
      </div>
      {scale !== 'thumbs' && (
        <p class="hint ends">
          <span>{say.worst}</span>
          <span>{say.best}</span>
        </p>
      )}
    </parts.Row>
  )
}

/** Stars fill up to the chosen one; of the others only the chosen one is marked. */
const isOn = (scale: RatingScale, value: string, chosen: string | undefined) =>
  scale === 'stars' ? Number(value) <= Number(chosen ?? 0) : value === chosen

const steps = (scale: RatingScale, { good, bad }: KindProps['say']): Step[] => {
  if (scale === 'ten')
    return Array.from({ length: 11 }, (_, n) => ({ value: `${n}`, name: `${n}`, path: '', turned: false }))
  if (scale === 'thumbs')
    return [
      { value: '1', name: bad, path: THUMB, turned: true },
      { value: '5', name: good, path: THUMB, turned: false },
    ]
  return FACES.map((mouth, at) => {
    const value = `${at + 1}`
    return { value, name: value, path: scale === 'stars' ? STAR : face(mouth), turned: false }
  })
}
