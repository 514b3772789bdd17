import { createPinia } from 'pinia'
import { createApp } from 'vue'
import DetachedResults from '../results/DetachedResults.vue'
import { detachedRoute } from '../results/detached'
import App from './App.vue'
import './tokens.css'
import './styles/base.css'
import './styles/shell.css'
import './styles/controls.css'
import './styles/palette.css'
import './styles/canvas.css'
import './styles/form.css'
import './styles/results.css'
import './app.css'
import './styles/narrow.css'

// A second window shows the results of one node.
createApp(detachedRoute(location.hash) ? DetachedResults : App)
  .use(createPinia())
  .mount('#app')
