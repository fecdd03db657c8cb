// The brief so far: what was said, what is proposed, what is still open. Beside the talk it follows every answer.
import { useEffect, useState } from 'react';

function Value({ row, labels }) {
  if (row.state === 'open') return <span className="jalon-open">{labels.open}</span>;
  return (
    <>
      {Array.isArray(row.value) ? <ul>{row.value.map((text, i) => <li key={i}>{text}</li>)}</ul> : row.value}
      {row.from ? <span className="jalon-from">{row.from}</span> : null}
      {row.state === 'proposed' ? <span className="jalon-mark">{labels.proposed}</span> : null}
    </>
  );
}

function Facts({ rows, labels }) {
  return (
    <dl className="jalon-facts">
      {rows.map((row) => (
        <div key={row.name} data-state={row.state}><dt>{row.name}</dt><dd><Value row={row} labels={labels} /></dd></div>
      ))}
    </dl>
  );
}

export default function Brief() {
  const [brief, setBrief] = useState((!props.folded && window.jalonBriefs?.[props.thread]) || props);
  useEffect(() => {
    if (props.folded) return undefined;
    const hear = (event) => {
      if (event.source === window && event.data?.jalon === 'brief' && event.data.thread === props.thread) setBrief(event.data);
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);
  // What a trainer may add, an adjustment or a constraint, is no step on the way.
  const counted = brief.rows.filter((row) => row.counts);
  const known = counted.filter((row) => row.state !== 'open').length;
  const share = Math.round((100 * known) / Math.max(1, counted.length));
  const summary = brief.labels.summary.replace('{known}', known).replace('{all}', counted.length);
  const bar = <div className="jalon-progress" aria-hidden="true"><span style={{ width: share + '%' }} /></div>;
  if (!props.folded) return <div className="jalon-brief" aria-live="polite"><p>{summary}</p>{bar}<Facts rows={brief.rows} labels={brief.labels} /></div>;
  return <details className="jalon-brief jalon-folded"><summary>{summary}{bar}</summary><Facts rows={brief.rows} labels={brief.labels} /></details>;
}
