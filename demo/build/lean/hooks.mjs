/** Of the hooks the panels use `useRef` and `useLayoutEffect`, and signals use `useMemo`. */
export const hooks = [
  // Nobody listens to Preact before the hooks do.
  [',e=c.__b,a=c.__r,v=c.diffed,l=c.__c,m=c.unmount,p=c.__;', ';'],
  ['function(n){r=null,e&&e(n)}', 'function(){r=null}'],
  ['a&&a(n),t=0;', 't=0;'],
  ['v&&v(n);var t', 'var t'],
  [',l&&l(n,t)}', '}'],
  ['m&&m(n);var t,r', 'var t,r'],
  ['c.__h&&c.__h(r,n,o||t),o=0;', ''],
  ['!c.__s&&C(i.__H,u)&&(i.__=n,i.u=u,r.__h.push(i))', 'C(i.__H,u)&&(i.__=n,i.u=u,r.__h.push(i))'],
  ['c.__=function(n,t){n&&t.__k&&t.__k.__m&&(n.__m=t.__k.__m),p&&p(n,t)},', ''],
  ['c.__r=function(n){t=0;', ',u=r},', 'c.__r=function(n){t=0,r=n.__c},'],
  // A page may have put names on all objects: what a hook has not kept yet, nobody has.
  ['push({})', 'push({__proto__:null})'],
  ['t&&t.__H&&(t.__H.__h.length', '(j)),t.__H', 't&&t.__H&&(t.__H'],
  ['})),u=r=null}', '})),r=null}'],
  // What goes wrong in an effect goes out as it is.
  [
    'try{n.__h.some(z),n.__h=n.__h.filter(function(n){return!n.__||B(n)})}catch(r){t.some(function(n){n.__h&&(n.__h=[])}),t=[],c.__e(r,n.__v)}',
    'n.__h.some(z),n.__h=n.__h.filter(function(n){return!n.__||B(n)})',
  ],
  ['try{z(n)}catch(n){t=n}', 'z(n)'],
  ['r.__H=void 0,t&&c.__e(t,r.__v)', 'r.__H=void 0'],
]
