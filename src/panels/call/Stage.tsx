import { useSignal } from '@preact/signals'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { fill } from '../../i18n/format.js'
import { Controls } from './Controls.js'
import { Picture } from './Picture.js'
import { Sign } from './Sign.js'
import type { CallView } from './view.js'

/** The other side, large; oneself, small; and how it goes. Dark in both themes: it says that this is live. */
export const Stage = ({ view }: { view: CallView }) => {
  const { model, words, name } = view
  const stage = useRef<HTMLDivElement>(null)
  const { local } = model
  const { camera, screen } = model.streams.value
  const far = model.far.value
  const showsScreen = !!(far?.screen && screen)
  const onKeyDown = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    if (ctrlKey || metaKey || altKey) return
    if (key === 'm' || key === 'M') local.setMic(!local.micOn.peek())
    if (key === 'v' || key === 'V') void local.setCamera(!local.cameraOn.peek())
  }
  return (
    <div
      class="stage"
      role="group"
      aria-label={fill(words.value.withWhom, { name: name.value })}
      onKeyDown={onKeyDown}
      ref={stage}
    >
      {showsScreen && (
        <Picture class="main whole" stream={screen} label={fill(words.value.screenOf, { name: name.value })} silent />
      )}
      <Picture
        key="far"
        class={showsScreen ? 'aside' : far && !far.camera ? 'main gone' : 'main'}
        stream={camera}
        label={name.value}
        speaker={local.speaker.value}
      />
      <Told view={view} showsScreen={showsScreen} />
      <Self view={view} />
      <Controls view={view} stage={stage} />
    </div>
  )
}

/** What cannot be seen is said. */
const Told = ({ view, showsScreen }: { view: CallView; showsScreen: boolean }) => {
  const { model, words, name } = view
  const said = words.value
  const far = model.far.value
  const seats = model.call.value?.seats
  const link = model.link.value
  const isAlone = !(seats?.visitor && seats.operator)
  const state =
    link === 'broken'
      ? said.broken
      : isAlone
        ? said.awaiting
        : link === 'connecting'
          ? said.connecting
          : far && !far.camera && !showsScreen
            ? said.farCameraOff
            : showsScreen
              ? said.shows
              : ''
  const isWeak = link === 'connected' && model.weak.value
  return (
    <>
      <p class={isWeak ? 'onair poor' : 'onair'}>
        {isWeak ? said.weak : link === 'connected' ? <Span /> : '…'}
        {far && !far.mic && link === 'connected' && (
          <span role="img" aria-label={fill(said.farMuted, { name: name.value })}>
            <Sign name="micOff" />
          </span>
        )}
      </p>
      <p class={showsScreen ? 'told low' : 'told'} role="status">
        {isWeak ? said.weakWhy : fill(state, { name: name.value })}
      </p>
    </>
  )
}

/** How long it goes. */
const Span = () => {
  const seconds = useSignal(0)
  useLayoutEffect(() => {
    const since = Date.now()
    const timer = setInterval(() => (seconds.value = Math.floor((Date.now() - since) / 1_000)), 1_000)
    return () => clearInterval(timer)
  }, [])
  const two = (n: number) => `${n}`.padStart(2, '0')
  return <time>{`${two(Math.floor(seconds.value / 60))}:${two(seconds.value % 60)}`}</time>
}

/** Mirrored, as everybody knows themselves. */
export const Self = ({ view, large }: { view: CallView; large?: boolean }) => {
  const { camera, screen } = view.model.local.tracks.value
  const stream = useMemo(() => camera && new MediaStream([camera]), [camera])
  const { you } = view.words.value
  return (
    <div class={large ? 'self large' : 'self'}>
      {stream ? <Picture class="mirror" stream={stream} label={you} silent /> : <Sign name="cameraOff" />}
      <span>{screen ? view.words.value.showing : you}</span>
    </div>
  )
}
