import { useRef } from 'preact/hooks'
import { fill } from '../../../i18n/format.js'
import type { Ways } from '../check/Blocked.js'
import { Consent } from './Consent.js'
import { Controls } from './Controls.js'
import { micOff, Sign } from '../signs.js'
import type { InnerView, StageView } from '../view.js'
import { Span } from './Span.js'

interface StageProps extends Pick<Ways, 'onCallback'> {
  view: StageView
}

/** The other side, large; oneself, small; and how it goes. Dark in both themes: it says that this is live. */
export const Stage = ({ view, onCallback }: StageProps) => {
  const { model, words, name, parts } = view
  const { Blocked, Picture, Self } = parts
  const stage = useRef<HTMLDivElement>(null)
  const { local } = model
  const { camera, screen } = model.streams.value
  const far = model.far.value
  const shares = !!(far?.screen && screen)
  const onKeyDown = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    if (ctrlKey || metaKey || altKey) return
    if (key === 'm' || key === 'M') local.setMic(!local.micOn.peek())
    if (key === 'v' || key === 'V') void local.setCamera(!local.cameraOn.peek())
  }
  if (model.unable.value) return <Blocked view={view} onLater={model.hangUp} onCallback={onCallback} />
  return (
    <div
      class={shares ? 'stage shares' : 'stage'}
      role="group"
      aria-label={fill(words.value.withWhom, { name: name.value })}
      onKeyDown={onKeyDown}
      ref={stage}
    >
      <div class="scene">
        {shares && (
          <Picture class="main whole" stream={screen} label={fill(words.value.screenOf, { name: name.value })} />
        )}
        <Picture
          key="far"
          class={`${shares ? 'aside' : 'main'}${far && !far.camera ? ' gone' : ''}`}
          stream={camera}
          label={name.value}
        />
        <Self view={view} />
        <Told view={view} shares={shares} />
        <Consent view={view} />
      </div>
      <Controls view={view} stage={stage} />
    </div>
  )
}

/** What cannot be seen is said. */
const Told = ({ view, shares }: { view: InnerView; shares: boolean }) => {
  const { model, words, name, page } = view
  const said = words.value
  const link = model.link.value
  const grade = link === 'connected' ? model.grade.value : 'good'
  const isWeak = grade !== 'good'
  const isHeld = link === 'connected' && model.held.value.length > 0
  const muted = link === 'connected' && model.far.value?.mic === false && (
    <span role="img" aria-label={fill(said.farMuted, { name: name.value })}>
      <Sign of={micOff} />
    </span>
  )
  const state = stateOf(view, shares)
  return (
    <>
      {page ? (
        <p class="chip who">
          <bdi>{name.value}</bdi>
          {muted}
        </p>
      ) : (
        <p class={isWeak ? 'chip onair poor' : 'chip onair'}>
          {isWeak ? said[grade] : link === 'connected' ? <Span model={model} /> : '…'}
          {muted}
        </p>
      )}
      <p class={shares || isWeak || isHeld ? 'chip told low' : 'told'} role="status">
        {isHeld ? said.held : isWeak ? said.weakWhy : fill(state, { name: name.value })}
      </p>
    </>
  )
}

const stateOf = ({ model, words }: InnerView, shares: boolean): string => {
  const said = words.value
  const seats = model.call.value?.seats
  const link = model.link.value
  if (link === 'broken') return said.broken
  if (!(seats?.visitor && seats.operator)) return said.awaiting
  if (link === 'connecting') return said.connecting
  if (shares) return said.shows
  const { camera = true, narrow = false } = model.far.value ?? {}
  return camera ? '' : narrow ? said.farNarrow : said.farCameraOff
}
