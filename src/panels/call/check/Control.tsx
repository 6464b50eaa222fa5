import type { CallPageWords } from '../../../i18n/words.js'
import { Button } from '../../parts/Button.js'
import { camera as lens, cameraOff, mic as microphone, micOff, Sign } from '../signs.js'
import type { InnerView } from '../view.js'

export interface ControlProps {
  view: InnerView
  name: string
  short: keyof CallPageWords['short']
  /** Its drawing. */
  sign: string
  look?: string
  onClick(): void
}

export const Control = ({ view, name, short, sign, look = '', onClick }: ControlProps) => (
  <Button class={look} aria-label={name} title={view.page ? '' : name} onClick={onClick}>
    <span>
      <Sign of={sign} />
    </span>
    {view.page?.value.short[short]}
  </Button>
)

/** Sound and picture: before the call and in it. */
export const Devices = ({ view }: { view: InnerView }) => {
  const { words, model } = view
  const { local } = model
  const said = words.value
  const mic = local.micOn.value && !!local.tracks.value.mic
  const camera = local.cameraOn.value
  return (
    <>
      <Control
        view={view}
        name={mic ? said.mute : said.unmute}
        short="mic"
        sign={mic ? microphone : micOff}
        look={mic ? '' : 'off'}
        onClick={() => local.setMic(!mic)}
      />
      <Control
        view={view}
        name={camera ? said.cameraOff : said.cameraOn}
        short="camera"
        sign={camera ? lens : cameraOff}
        look={camera ? '' : 'off'}
        onClick={() => void local.setCamera(!camera)}
      />
    </>
  )
}
