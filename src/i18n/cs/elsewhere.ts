import type { ElsewhereWords } from '../words.js'

const words: ElsewhereWords = {
  point: 'Namiřte sem telefon',
  open: 'Otevřít na tomto počítači',
}

export default words
