import { createElement as el, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter, HashRouter, Link, Navigate, Route, Routes, useNavigate, useParams } from 'react-router'

/* A shop as its makers write one: titles come with what is drawn, and nobody has thought of us. */

const SECRET = '4f9k2secret'

const Page = ({ title }) => {
  useEffect(() => {
    document.title = title
  }, [title])
  return el('h1', null, title)
}
const Lamp = () => {
  const { name } = useParams()
  return el(Page, { title: `The ${name} lamp` })
}
/** Goes on by itself after a while. */
const Late = () => {
  const navigate = useNavigate()
  return el('button', { onClick: () => setTimeout(() => navigate('/lamps/late'), 1_500) }, 'Late')
}

const Shop = () =>
  el(
    'div',
    null,
    el(
      'nav',
      null,
      el(Link, { to: '/' }, 'Home'),
      el(Link, { to: `/lamps/moon?token=${SECRET}` }, 'Moon'),
      el(Link, { to: '/lamps/dome' }, 'Dome'),
      el(Link, { to: '/old' }, 'Moved'),
      el(Link, { to: `/reset/${SECRET}?email=jana@post.invalid` }, 'Reset'),
      el(Late),
    ),
    el(
      Routes,
      null,
      el(Route, { path: '/', element: el(Page, { title: 'Shop' }) }),
      el(Route, { path: '/lamps/:name', element: el(Lamp) }),
      el(Route, { path: '/old', element: el(Navigate, { to: '/lamps/sun', replace: true }) }),
      el(Route, { path: '/reset/:token', element: el(Page, { title: 'Reset for jana@post.invalid' }) }),
    ),
  )

const place = document.querySelector('main')
createRoot(place).render(el(place.dataset.router === 'hash' ? HashRouter : BrowserRouter, null, el(Shop)))
