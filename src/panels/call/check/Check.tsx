import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { wordsOf } from '../../../i18n/format.js'
import { Button } from '../../parts/Button.js'
import { mic as microphone, Sign } from '../signs.js'
import type { InnerView } from '../view.js'
import { Blocked, type Ways } from './Blocked.js'
import { Devices } from './Control.js'
import { Self } from './Self.js'

/** How one will look and sound, before anybody else sees or hears it; and what to do when that does not work. */
export const Check = (ways: Ways) => {
  const { local } = ways.view.model
  useLayoutEffect(() => {
    if (local.outcome.peek() === undefined) void local.ask()
  }, [])
  const outcome = local.outcome.value
  const isUsable = outcome === undefined || /^(asking|granted|audioOnly)$/.test(outcome)
  return isUsable ? <Usable {...ways} /> : <Blocked {...ways} />
}

const Usable = ({ view, onJoin, onLater }: Ways) => {
  const { model, words } = view
  const { local } = model
  const said = words.value
  const outcome = local.outcome.value
  const { mic, camera } = local.tracks.value
  // Words under two buttons would say what they show.
  const bare: InnerView = { model, words, name: view.name }
  return (
    <div class="check">
      <div class="stage">
        <Self view={bare} large />
        <div class="ctl">
          <Devices view={bare} />
        </div>
      </div>
      <div class="set">
        <h3>{said.check}</h3>
        <p class="why" role="status">
          {outcome === 'asking' ? said.mayWe : wordsOf(said.outcomes, outcome)}
        </p>
        {mic && <Level view={view} track={mic} />}
        {(['mic', 'camera', 'speaker'] as const).map(kind => (
          <Choice key={kind} view={view} kind={kind} />
        ))}
        {outcome === 'audioOnly' && (
          <Button class="cb" onClick={() => void local.setCamera(true)}>
            {said.retry}
          </Button>
        )}
        <div class="two">
          {onLater && (
            <Button class="cb" onClick={onLater}>
              {said.later}
            </Button>
          )}
          {onJoin && (
            <Button class="cb fill" onClick={onJoin}>
              {camera || !mic ? said.join : said.soundOnly}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}

const Choice = ({ view, kind }: { view: InnerView; kind: 'mic' | 'camera' | 'speaker' }) => {
  const { local } = view.model
  const said = view.words.value
  const all = local.choices.value[kind]
  if (all.length < 2) return null
  const label = { mic: said.microphone, camera: said.camera, speaker: said.speaker }[kind]
  const chosen =
    kind === 'speaker' ? local.speaker.value || all[0]?.deviceId : local.tracks.value[kind]?.getSettings().deviceId
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
const Level = ({ view, track }: { view: InnerView; track: MediaStreamTrack }) => {
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
      <Sign of={microphone} />
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
