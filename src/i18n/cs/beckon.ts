import type { BeckonWords } from '../words.js'

export default { name: 'Slovo od nás', start: 'Začít chat', later: 'Teď ne' } satisfies BeckonWords
