import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { fill, wordsOf } from '../../i18n/format.js'
import { inApp } from '../../media/devices.js'
import { Button } from '../parts/Button.js'
import { Devices } from './Controls.js'
import { Sign } from './Sign.js'
import { Self } from './Stage.js'
import type { CallView } from './view.js'

interface CheckProps {
  view: CallView
  /** Absent: it goes in by itself. */
  onJoin?: () => void
  onLater?: () => void
}

/** How one will look and sound, before anybody else sees or hears it; and what to do when that does not work. */
export const Check = ({ view, onJoin, onLater }: CheckProps) => {
  const { model, words } = view
  const { local } = model
  const said = words.value
  useLayoutEffect(() => {
    if (local.outcome.peek() === undefined) void local.ask()
  }, [])
  const outcome = local.outcome.value
  const { mic, camera } = local.tracks.value
  return (
    <div class="check">
      <div class="stage">
        <Self view={view} large />
        <div class="ctl">
          <Devices view={view} />
        </div>
      </div>
      <div class="set">
        <h3>{said.check}</h3>
        <p class={outcome === 'granted' || outcome === 'asking' ? 'why' : 'why bad'} role="status">
          {sayOutcome(view)}
        </p>
        {mic && <Level view={view} track={mic} />}
        {(['mic', 'camera', 'speaker'] as const).map(kind => (
          <Choice key={kind} view={view} kind={kind} />
        ))}
        {outcome !== 'granted' && outcome !== 'asking' && outcome && MENDABLE.includes(outcome) && (
          <Button class="b" onClick={() => void retry(view)}>
            {said.retry}
          </Button>
        )}
        <div class="two">
          {onLater && (
            <Button class="b" onClick={onLater}>
              {said.later}
            </Button>
          )}
          {onJoin && (
            <Button class="b fill" onClick={onJoin}>
              {camera || outcome === undefined || outcome === 'asking'
                ? said.join
                : mic
                  ? said.soundOnly
                  : said.listenOnly}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}

/** What may be better the next time. */
const MENDABLE = ['audioOnly', 'denied', 'noDevices', 'inUse']

const retry = async ({ model: { local } }: CallView) => {
  if (local.tracks.peek().mic) await local.setCamera(true)
  else await local.ask()
}

const sayOutcome = ({ model, words }: CallView) => {
  const { outcomes, mayWe } = words.value
  const outcome = model.local.outcome.value
  if (outcome === 'asking') return mayWe
  const app = outcome === 'unsupported' ? inApp() : undefined
  return fill(wordsOf(outcomes, app ? 'inApp' : outcome) ?? '', { name: app ?? '' })
}

const Choice = ({ view, kind }: { view: CallView; kind: 'mic' | 'camera' | 'speaker' }) => {
  const { local } = view.model
  const said = view.words.value
  const all = local.choices.value[kind]
  if (all.length < 2) return null
  const label = { mic: said.microphone, camera: said.camera, speaker: said.speaker }[kind]
  const chosen = kind === 'speaker' ? local.speaker.value : local.tracks.value[kind]?.getSettings().deviceId
  return (
    <select
      class="in"
      aria-label={label}
      value={chosen}
      onChange={event => local.choose(kind, event.currentTarget.value)}
    >
      {all.map(one => (
        <option key={one.deviceId} value={one.deviceId} selected={one.deviceId === chosen}>
          {one.label || label}
        </option>
      ))}
    </select>
  )
}

const BARS = 10

/** Whether the microphone hears anything, as bars and in words. */
const Level = ({ view, track }: { view: CallView; track: MediaStreamTrack }) => {
  const level = useSignal(0)
  const heard = useSignal(false)
  useLayoutEffect(
    () =>
      watchLevel(track, value => {
        level.value = value
        if (value > 1) heard.value = true
      }),
    [track],
  )
  const { words } = view
  return (
    <div class="level">
      <Sign name="mic" />
      <div
        class="meter"
        role="meter"
        aria-label={words.value.level}
        aria-valuemin={0}
        aria-valuemax={BARS}
        aria-valuenow={level.value}
      >
        {Array.from({ length: BARS }, (_, n) => (
          <i key={n} class={n < level.value ? 'on' : ''} />
        ))}
      </div>
      <span class="hint">{heard.value ? words.value.heard : words.value.unheard}</span>
    </div>
  )
}

const watchLevel = (track: MediaStreamTrack, tell: (level: number) => void) => {
  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: 512 })
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
  const samples = new Uint8Array(analyser.fftSize)
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(samples)
    const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one - 128)), 0)
    tell(Math.min(BARS, Math.round((peak / 64) * BARS)))
  }, 100)
  return () => {
    clearInterval(timer)
    void context.close()
  }
}
