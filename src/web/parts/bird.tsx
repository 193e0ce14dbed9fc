/** The turnstone: a small wading bird that turns every stone over. Drawn here, so nothing comes from elsewhere. */
export function Bird() {
  return (
    <svg class="ts-mark" width="44" height="34" viewBox="0 0 44 34" aria-hidden="true" focusable="false">
      <path
        fill="#fff"
        d="M8 17c2-7 8-11 15-11 3 0 5-1 7-3 3-2 7-1 8 2l4 2-4 1c0 4-2 6-3 8-2 6-8 9-14 9-6 0-9-2-11-5L1 21z"
      />
      <path fill="#c8622c" d="M12 15c4-5 10-6 16-4-2 6-8 9-17 8l-6 1z" />
      <path fill="#16303c" d="M27 12c3-1 6-1 8 0-1 3-3 5-6 5-1-2-2-3-2-5z" />
      <circle cx="35.4" cy="5.2" r="1.1" fill="#16303c" />
      <path stroke="#f08a3c" stroke-width="1.8" fill="none" d="M19 24v7h-4M24 24v7h-4" />
      <path fill="#9db3bd" d="M30 31c1-3 7-3 8 0z" />
    </svg>
  )
}
