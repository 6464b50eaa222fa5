/** Of the hooks the panels use `useRef` and `useLayoutEffect`, and signals use `useMemo`. */
export const hooks = [
  ['c.__h&&c.__h(r,n,o||t),o=0;', ''],
  ['!c.__s&&C(i.__H,u)&&(i.__=n,i.u=u,r.__h.push(i))', 'C(i.__H,u)&&(i.__=n,i.u=u,r.__h.push(i))'],
  ['c.__=function(n,t){n&&t.__k&&t.__k.__m&&(n.__m=t.__k.__m),p&&p(n,t)},', ''],
  ['c.__r=function(n){a&&a(n),t=0;', ',u=r},', 'c.__r=function(n){a&&a(n),t=0;r=n.__c},'],
  ['t&&t.__H&&(t.__H.__h.length', '(j)),t.__H', 't&&t.__H&&(t.__H'],
  ['})),u=r=null}', '})),r=null}'],
]
