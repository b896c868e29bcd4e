import './style.css';
import { parseToSearchResults, type FromSearchResults } from '../../protocol/searchResults.ts';
import { connect } from '../shared/host.ts';
import { ResultsView } from './view.ts';

const root = document.getElementById('app');
if (root !== null) {
  const post = (message: FromSearchResults) => host.post(message);
  const view = new ResultsView(root, post);
  const host = connect(parseToSearchResults, (message) => view.receive(message));
}
