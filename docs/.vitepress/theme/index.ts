import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import LiveExample from './LiveExample.vue';
import RoomsDiagram from './RoomsDiagram.vue';
import './style.css';

const theme: Theme = {
    extends: DefaultTheme,
    enhanceApp: ({ app }) => void app.component('LiveExample', LiveExample).component('RoomsDiagram', RoomsDiagram),
};

export default theme;
