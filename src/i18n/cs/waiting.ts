import type { WaitingWords } from '../words.js'

export default { instead: 'Raději mi zavolejte' } satisfies WaitingWords
