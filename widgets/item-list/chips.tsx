/** Words that lead to a list of items. */
export function Chips({ by, names }: { by: 'theme' | 'audience' | 'board'; names: Record<string, string> }) {
  return (
    <ul class="chips">
      {Object.entries(names).map(([code, name]) => (
        <li key={code}>
          <a href={`/items?${by}=${code}`}>{name}</a>
        </li>
      ))}
    </ul>
  )
}
