import type { WaitingWords } from '../words.js'

export default { callMe: 'Raději mi zavolejte' } satisfies WaitingWords
