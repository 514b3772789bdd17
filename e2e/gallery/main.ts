import { createPinia } from 'pinia'
import { createApp } from 'vue'
import '../../src/renderer/app/tokens.css'
import '../../src/renderer/app/styles/base.css'
import '../../src/renderer/app/styles/controls.css'
import '../../src/renderer/app/styles/results.css'
import '../../src/renderer/app/app.css'
import GalleryPage from './GalleryPage.vue'

createApp(GalleryPage).use(createPinia()).mount('#app')
