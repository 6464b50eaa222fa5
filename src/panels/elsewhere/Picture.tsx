import { generate } from 'lean-qr/nano'

/** Blank squares around it, by which a camera finds it. */
const QUIET = 4

/** A QR code, drawn as one path: nothing of it is text that a page could write. */
export const Picture = ({ text, name }: { text: string; name: string }) => {
  const { size, path } = draw(text)
  const whole = size + 2 * QUIET
  return (
    <svg class="qr" role="img" aria-label={name} viewBox={`${-QUIET} ${-QUIET} ${whole} ${whole}`}>
      <path d={path} />
    </svg>
  )
}

const draw = (text: string) => {
  // What one does not say, a page may have said on all objects.
  const wish = { __proto__: null, minCorrectionLevel: 1, minVersion: 1 }
  const code = generate(text, wish as object)
  let path = ''
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`
  return { size: code.size, path }
}
