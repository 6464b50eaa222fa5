import type { CallWords } from '../words.js'

export default {
  title: 'Videohovor',
  withWhom: 'Videohovor: {name}',
  hangUp: 'Zavěsit',
  connecting: 'Spojujeme vás: {name}.',
  otherTab: 'Hovor běží v jiné kartě.',
  here: 'Pokračovat tady',
  ended: 'Hovor skončil.',
  meeting: 'Hovor je na jiné adrese.',
  meet: 'Otevřít schůzku',
  offer: 'Nabídka videohovoru',
  offers: '{name} nabízí videohovor',
  offerMore: 'Tady v okně. Co bude vidět, určíte vy.',
  accept: 'Přijmout',
  decline: 'Odmítnout',
  offered: 'Nabídli jste videohovor. Rozhodne {name}.',
  takeBack: 'Vzít zpět',
  check: 'Jak budete vidět a slyšet',
  busy: 'Operátor mluví i s jinými. Hovor bude možný, až skončí.',
  fault: 'To se nepovedlo. Zkuste to znovu.',
} satisfies CallWords
