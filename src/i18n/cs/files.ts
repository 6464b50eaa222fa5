import type { FilesWords } from '../words.js'

export default {
  choose: 'Vybrat soubor',
  sending: 'Odesílá se {name}',
  cancel: 'Zrušit {name}',
  remove: 'Odebrat {name}',
  retry: 'Zkusit znovu',
  here: 'Soubor dorazil',
  stopped: 'Soubor se zastavil na {size}',
  tooLarge: '{size} je moc, nejvíc {limit}',
  refusals: {
    'file.kind': 'Tento druh souboru poslat nejde',
    'file.pixels': 'Tento obrázek má příliš mnoho bodů',
    'file.broken': 'Tento soubor nejde přečíst',
    'file.many': 'Souborů je příliš mnoho',
    'file.full': 'Na další soubory teď není místo',
  },
  refused: 'Tento soubor se nepodařilo odeslat',
  lost: 'Soubor se při novém načtení stránky ztratil. Vyberte ho znovu.',
  wait: 'Soubor tu ještě není. Chvíli počkejte, nebo ho odeberte.',
} satisfies FilesWords
