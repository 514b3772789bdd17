import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import './tokens.css'
import './ui.css'
import './app.css'

createApp(App).use(createPinia()).mount('#app')
