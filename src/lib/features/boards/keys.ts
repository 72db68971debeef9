import type { LiveBoard } from './board.svelte';

const ARROWS: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function cardAt(board: LiveBoard, id: string, down: number, right: number): string | undefined {
  const at = board.columns.findIndex(({ cards }) => cards.some((card) => card.id === id));
  const index = board.columns[at]?.cards.findIndex((card) => card.id === id) ?? 0;
  if (right === 0) return board.columns[at]?.cards[index + down]?.id;
  // Empty lists have nothing to stand on and are stepped over.
  for (let next = at + right; board.columns[next]; next += right) {
    const cards = board.columns[next]?.cards ?? [];
    if (cards.length > 0) return cards[Math.min(index, cards.length - 1)]?.id;
  }
  return undefined;
}

/**
 * Keys on a focused card: arrows walk, Alt and an arrow moves the card, Enter opens it, M asks where to. The space bar and
 * everything while a card is in the hand is the drag's.
 */
export function boardKeys(board: LiveBoard): (root: HTMLElement) => () => void {
  return (root) => {
    const onKey = (event: KeyboardEvent): void => {
      const id = event.target instanceof HTMLElement ? event.target.dataset['card'] : undefined;
      if (id === undefined || board.drag.held !== null || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const card = board.card(id);
      const arrow = ARROWS[event.key];
      if (card === null || (!arrow && event.altKey)) return;
      if (arrow && event.altKey) {
        if (board.setup.canWrite) board.step(card, ...arrow);
      } else if (arrow) {
        const next = cardAt(board, id, ...arrow);
        if (next === undefined) return;
        board.focus(next);
      } else if (event.key === 'Enter') board.setup.open(id);
      else if (event.key.toLowerCase() === 'm' && board.setup.canWrite) board.moving = id;
      else return;
      // Alt and left is the browser's way back.
      event.preventDefault();
    };
    root.addEventListener('keydown', onKey);
    return () => root.removeEventListener('keydown', onKey);
  };
}
